package main

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type caseShowCmd struct {
	Case string `arg:"" help:"Short name of the case."`
	AsOf string `placeholder:"TIME"`
}

// Help implements kong.HelpProvider.
func (caseShowCmd) Help() string {
	return `
Example:

    onrecord case show vault7 --as-of "2017-03-17 18:00 UTC"`
}

// Run shows the case.
func (c *caseShowCmd) Run(p *program) error {
	r, err := p.report(c.Case, c.AsOf)
	if err != nil {
		return err
	}
	return p.show(r, func(w io.Writer) { showCase(w, r, p.now()) })
}

// report reads the report of a case, as of a time as people write it.
func (p *program) report(name, asOf string) (reading.Report, error) {
	at, err := optionalInstant("--as-of", asOf, p.now(), true)
	if err != nil {
		return reading.Report{}, err
	}
	desk, err := p.client()
	if err != nil {
		return reading.Report{}, err
	}
	return client.Call(p.ctx, desk, operation.CaseShow, operation.CaseAt(name, at))
}

func showCase(w io.Writer, r reading.Report, now time.Time) {
	if r.Absent {
		fmt.Fprintln(w, r.StatusLine)
		return
	}
	fmt.Fprintf(w, "%s\n%s\n\n", r.Title, r.StatusLine)
	fmt.Fprintf(w, "case %s, %s; opened %s by %s; version %d\n", r.Slug, r.Sensitive, moment(r.OpenedAt, now.Location()), r.Owner, r.Version)
	if len(r.Claims) > 0 {
		fmt.Fprintln(w)
		var rows [][]string
		for _, c := range r.Claims {
			rows = append(rows, []string{c.Key, string(c.Stage), string(c.Outcome), whenSet(c.AsOf, now), short(c.Statement)})
		}
		table(w, "CLAIM,STAGE,OUTCOME,AS OF,STATEMENT", rows)
	}
	if len(r.Requests) > 0 {
		fmt.Fprintln(w)
		var rows [][]string
		for _, q := range r.Requests {
			rows = append(rows, []string{q.Party, enumerate(q.Claims), string(q.Place), when(q.AnswerBy, now), fmt.Sprint(q.Reminders) + letters.Noticed(q.Notices), q.ID.String()})
		}
		table(w, "ASKED,ABOUT,REQUEST,ANSWER BY,REMINDERS,ID", rows)
	}
}

// short is the beginning of a text, for a table.
func short(text string) string {
	const most = 60
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

// enumerate names a few, and counts the rest.
func enumerate(names []string) string {
	text := ""
	for i, name := range names {
		switch {
		case i == 3:
			return fmt.Sprintf("%s and %d more", text, len(names)-i)
		case i > 0:
			text += ", "
		}
		text += name
	}
	return text
}
