package main

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading"
)

type activityCmd struct {
	Case   string `placeholder:"NAME" help:"Only of this case."`
	Person string `placeholder:"HANDLE" help:"Only what this person did; me for yourself."`
	Party  string `placeholder:"NAME" help:"Only about this party."`
	Group  string `placeholder:"GROUP" help:"Only this kind: cases, claims, reviews, publications, requests, answers, turns, parties, people or desk."`
	From   string `placeholder:"TIME" help:"Not before; a time span counts back from now."`
	To     string `placeholder:"TIME" help:"Before this instant; a time span counts back from now."`
	Before int64  `placeholder:"N" help:"Begin where the page before ended."`
	Limit  int    `placeholder:"N" help:"How many at most; 50 if left out, at most 200."`
}

// Help implements kong.HelpProvider.
func (activityCmd) Help() string {
	return `
The latest comes first. Sign-ins are for admins and auditors.

Example:

    onrecord activity --group reviews --from 7d`
}

// Run lists what happened.
func (c *activityCmd) Run(p *program) error {
	filter := reading.ActivityFilter{Case: c.Case, Person: c.Person, Party: c.Party, Group: c.Group, Before: c.Before, Limit: c.Limit}
	for _, t := range []struct {
		flag, text string
		into       *time.Time
	}{{"--from", c.From, &filter.From}, {"--to", c.To, &filter.To}} {
		at, err := optionalInstant(t.flag, t.text, p.now(), true)
		if err != nil {
			return err
		}
		replace(t.into, at)
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	page, err := desk.Activity(p.ctx, filter)
	if err != nil {
		return err
	}
	return p.showActivity(page)
}

func (p *program) showActivity(page reading.ActivityPage) error {
	if len(page.Items) == 0 {
		p.say("nothing happened here")
	}
	if page.Next > 0 {
		defer p.more("--before", fmt.Sprint(page.Next))
	}
	return p.show(page, func(w io.Writer) {
		for _, item := range page.Items {
			if item.Case != "" {
				item.Text += " (" + item.Case + ")"
			}
			printItem(w, item.TimelineItem)
		}
	})
}
