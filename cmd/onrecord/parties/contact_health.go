package parties

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ContactHealth is the command onrecord contact health.
type ContactHealth struct{}

// Help implements kong.HelpProvider.
func (ContactHealth) Help() string {
	return `
What can be done about each stands below it. Once an address takes mail again:
onrecord contact revive.

Example:

    onrecord contact health`
}

// Run lists the contact points that are dead.
func (c *ContactHealth) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	bad, err := client.Call(p.Ctx, desk, operation.ContactHealth, operation.None{})
	if err != nil {
		return err
	}
	if len(bad) == 0 {
		p.Say("letters arrive at every contact point, as far as is known")
	}
	return p.Show(bad, func(w io.Writer) {
		for _, b := range bad {
			fmt.Fprintf(w, "%s  %s  since %s: %s\n", b.Party, b.Contact.Address, terminal.When(b.Contact.DeadSince, p.Now()), claim.WordOf(b.Contact.Cause).Doc)
			if b.Contact.Words != "" {
				fmt.Fprintf(w, "  the server: %s\n", b.Contact.Words)
			}
			fmt.Fprintf(w, "  next: %s\n  other addresses left: %d\n", b.Contact.NextStep, b.Left)
			for _, r := range b.Open {
				again := "it goes nowhere by itself"
				if !r.Again.IsZero() {
					again = "it goes to another address " + terminal.When(r.Again, p.Now())
				}
				fmt.Fprintf(w, "  request %s in %s, answer by %s: %s\n", r.Request, r.Case, terminal.When(r.AnswerBy, p.Now()), again)
			}
		}
	})
}
