package main

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type contactHealthCmd struct{}

// Help implements kong.HelpProvider.
func (contactHealthCmd) Help() string {
	return `
What can be done about each stands below it. Once an address takes mail again:
onrecord contact revive.

Example:

    onrecord contact health`
}

// Run lists the contact points that are dead.
func (c *contactHealthCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	bad, err := client.Call(p.ctx, desk, operation.ContactHealth, operation.None{})
	if err != nil {
		return err
	}
	if len(bad) == 0 {
		p.say("letters arrive at every contact point, as far as is known")
	}
	return p.show(bad, func(w io.Writer) {
		for _, b := range bad {
			fmt.Fprintf(w, "%s  %s  since %s: %s\n", b.Party, b.Contact.Address, when(b.Contact.DeadSince, p.now()), claim.WordOf(b.Contact.Cause).Doc)
			if b.Contact.Words != "" {
				fmt.Fprintf(w, "  the server: %s\n", b.Contact.Words)
			}
			fmt.Fprintf(w, "  next: %s\n  other addresses left: %d\n", b.Contact.NextStep, b.Left)
			for _, r := range b.Open {
				again := "it goes nowhere by itself"
				if !r.Again.IsZero() {
					again = "it goes to another address " + when(r.Again, p.now())
				}
				fmt.Fprintf(w, "  request %s in %s, answer by %s: %s\n", r.Request, r.Case, when(r.AnswerBy, p.now()), again)
			}
		}
	})
}
