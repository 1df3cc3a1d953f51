package desk

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Activity is the command onrecord activity.
type Activity struct {
	Case   string `placeholder:"NAME" help:"Only of this case."`
	Person string `placeholder:"HANDLE" help:"Only what this person did; me for yourself."`
	Party  string `placeholder:"NAME" help:"Only about this party."`
	Group  string `placeholder:"GROUP" help:"Only this kind: cases, claims, reviews, publications, requests, answers, turns, parties, people or desk."`
	From   string `placeholder:"TIME" help:"Not before; a time span counts back from now."`
	To     string `placeholder:"TIME" help:"; a time span counts back from now."`
	Before int64  `placeholder:"N"`
	Limit  int    `placeholder:"N" help:"; 50 if left out, at most 200."`
}

// Help implements kong.HelpProvider.
func (Activity) Help() string {
	return `
The latest comes first. Sign-ins are for admins and auditors.

Example:

    onrecord activity --group reviews --from 7d`
}

// Run lists what happened.
func (c *Activity) Run(p *terminal.Program) error {
	query := operation.ActivityQuery{Case: c.Case, Person: c.Person, Party: c.Party, Group: c.Group, Before: c.Before, Limit: c.Limit}
	for _, t := range []struct {
		flag, text string
		into       *time.Time
	}{{"--from", c.From, &query.From}, {"--to", c.To, &query.To}} {
		at, err := terminal.OptionalInstant(t.flag, t.text, p.Now(), true)
		if err != nil {
			return err
		}
		terminal.Replace(t.into, at)
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	page, err := client.Call(p.Ctx, desk, operation.Activity, query)
	if err != nil {
		return err
	}
	return showActivity(p, page)
}

func showActivity(p *terminal.Program, page timeline.ActivityPage) error {
	if len(page.Items) == 0 {
		p.Say("nothing happened here")
	}
	if page.Next > 0 {
		defer p.More("--before", fmt.Sprint(page.Next))
	}
	return p.Show(page, func(w io.Writer) {
		for _, item := range page.Items {
			if item.Case != "" {
				item.Text += " (" + item.Case + ")"
			}
			terminal.PrintItem(w, item.TimelineItem, p.Zone())
		}
	})
}
