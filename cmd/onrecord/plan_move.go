package main

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type planMoveCmd struct {
	Case     string   `arg:"" help:" of the requests."`
	Party    string   `placeholder:"NAME"`
	Requests []string `placeholder:"ID,…"`
	Plan     string   `placeholder:"NAME"`
	Reason   string   `placeholder:"TEXT" help:"; @FILE, or - for what is piped in. Needed unless it is only tried."`
	Try      bool     `help:"Show what would change; nothing is moved."`
}

// Help implements kong.HelpProvider.
func (planMoveCmd) Help() string {
	return `
An open request keeps the version of the plan that it was put under until it is moved.
All are moved, or none is.

Example:

    onrecord plan move mill --plan records-request --try
    onrecord plan move mill --party council --reason "Their time by law is over."`
}

// Run moves them, or shows what would change.
func (c *planMoveCmd) Run(p *program) error {
	in := casework.PlanMoveInput{Party: c.Party, Requests: c.Requests, Plan: c.Plan, Try: c.Try}
	if c.Reason != "" {
		var err error
		if in.Reason, err = p.text("--reason", c.Reason); err != nil {
			return err
		}
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	out, err := client.Call(p.ctx, desk, operation.PlanMove, operation.InCase(c.Case, in))
	if err != nil {
		return err
	}
	done := "moved"
	if c.Try {
		done = "would move"
	}
	p.say("%s %d", done, len(out.Moved))
	return p.show(out, func(w io.Writer) {
		for _, m := range out.Moved {
			from := m.From
			if from == "" {
				from = "the shares of the case"
			}
			fmt.Fprintf(w, "%s  %s  %s → %s\n", m.Code, m.Party, from, m.To)
			p.planned(w, "-", m.Before)
			p.planned(w, "+", m.After)
			if m.Until != nil {
				fmt.Fprintf(w, "    silence is final %s\n", when(*m.Until, p.now()))
			}
		}
	})
}

// planned prints letters to come, each after a mark.
func (p *program) planned(w io.Writer, mark string, letters []casework.PlannedLetter) {
	for _, l := range letters {
		fmt.Fprintf(w, "  %s %-12s  %s  %s\n", mark, l.Kind, when(l.At, p.now()), l.Reason)
	}
}
