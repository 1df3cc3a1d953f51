package cases

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// CaseShow is the command onrecord case show.
type CaseShow struct {
	Case string `arg:"" help:"Short name of the case."`
	AsOf string `placeholder:"TIME"`
}

// Help implements kong.HelpProvider.
func (CaseShow) Help() string {
	return `
Example:

    onrecord case show vault7 --as-of "2017-03-17 18:00 UTC"`
}

// Run shows the case.
func (c *CaseShow) Run(p *terminal.Program) error {
	r, err := reportOf(p, c.Case, c.AsOf)
	if err != nil {
		return err
	}
	return p.Show(r, func(w io.Writer) { showCase(w, r, p.Now()) })
}

// reportOf reads the report of a case, as of a time as people write it.
func reportOf(p *terminal.Program, name, asOf string) (report.Report, error) {
	at, err := terminal.OptionalInstant("--as-of", asOf, p.Now(), true)
	if err != nil {
		return report.Report{}, err
	}
	desk, err := p.Client()
	if err != nil {
		return report.Report{}, err
	}
	return client.Call(p.Ctx, desk, operation.CaseShow, operation.CaseAt(name, at))
}

func showCase(w io.Writer, r report.Report, now time.Time) {
	if r.Absent {
		fmt.Fprintln(w, r.StatusLine)
		return
	}
	fmt.Fprintf(w, "%s\n%s\n\n", r.Title, r.StatusLine)
	fmt.Fprintf(w, "case %s, %s; opened %s by %s; version %d\n", r.Slug, r.Sensitive, terminal.Moment(r.OpenedAt, now.Location()), r.Owner, r.Version)
	if len(r.Claims) > 0 {
		fmt.Fprintln(w)
		var rows [][]string
		for _, c := range r.Claims {
			rows = append(rows, []string{c.Key, string(c.Stage), string(c.Outcome), terminal.WhenSet(c.AsOf, now), terminal.Short(c.Statement)})
		}
		terminal.Table(w, "CLAIM,STAGE,OUTCOME,AS OF,STATEMENT", rows)
	}
	if len(r.Requests) > 0 {
		fmt.Fprintln(w)
		var rows [][]string
		for _, q := range r.Requests {
			rows = append(rows, []string{q.Party, terminal.Enumerate(q.Claims), string(q.Place), terminal.When(q.AnswerBy, now), fmt.Sprint(q.Reminders) + letters.Noticed(q.Notices), q.ID.String()})
		}
		terminal.Table(w, "ASKED,ABOUT,REQUEST,ANSWER BY,REMINDERS,ID", rows)
	}
}
