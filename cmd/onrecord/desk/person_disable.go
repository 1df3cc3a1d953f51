package desk

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PersonDisable is the command onrecord person disable.
type PersonDisable struct {
	Handle string `arg:"" help:"Short name of the person."`
}

// Help implements kong.HelpProvider.
func (PersonDisable) Help() string {
	return `
Every session, API token and link of the person ends at once, and what is assigned
to the person waits for the others again. Roles are kept.

Example:

    onrecord person disable jonas`
}

// Run disables the person.
func (c *PersonDisable) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PersonDisable, operation.PersonPath{Person: c.Handle})
	if err != nil {
		return err
	}
	return p.Did(r, "%s can do nothing any more; every session and token has ended", c.Handle)
}
