package desk

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PlanMove is the command onrecord plan move.
type PlanMove struct {
	Case     string   `arg:"" help:" of the requests."`
	Party    string   `placeholder:"NAME"`
	Requests []string `placeholder:"ID,…"`
	Plan     string   `placeholder:"NAME"`
	Reason   string   `placeholder:"TEXT" help:"; @FILE, or - for what is piped in. Needed unless it is only tried."`
	Try      bool     `help:"Show what would change; nothing is moved."`
}

// Help implements kong.HelpProvider.
func (PlanMove) Help() string {
	return `
An open request keeps the version of the plan that it was put under until it is moved.
All are moved, or none is.

Example:

    onrecord plan move mill --plan records-request --try
    onrecord plan move mill --party council --reason "Their time by law is over."`
}

// Run moves them, or shows what would change.
func (c *PlanMove) Run(p *terminal.Program) error {
	in := requests.PlanMoveInput{Party: c.Party, Requests: c.Requests, Plan: c.Plan, Try: c.Try}
	if c.Reason != "" {
		var err error
		if in.Reason, err = p.Text("--reason", c.Reason); err != nil {
			return err
		}
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	out, err := client.Call(p.Ctx, desk, operation.PlanMove, operation.InCase(c.Case, in))
	if err != nil {
		return err
	}
	done := "moved"
	if c.Try {
		done = "would move"
	}
	p.Say("%s %d", done, len(out.Moved))
	return p.Show(out, func(w io.Writer) {
		for _, m := range out.Moved {
			from := m.From
			if from == "" {
				from = "the shares of the case"
			}
			fmt.Fprintf(w, "%s  %s  %s → %s\n", m.Code, m.Party, from, m.To)
			showPlanned(p, w, "-", m.Before)
			showPlanned(p, w, "+", m.After)
			if m.Until != nil {
				fmt.Fprintf(w, "    silence is final %s\n", terminal.When(*m.Until, p.Now()))
			}
		}
	})
}

// showPlanned prints letters to come, each after a mark.
func showPlanned(p *terminal.Program, w io.Writer, mark string, letters []requests.PlannedLetter) {
	for _, l := range letters {
		fmt.Fprintf(w, "  %s %-12s  %s  %s\n", mark, l.Kind, terminal.When(l.At, p.Now()), l.Reason)
	}
}
