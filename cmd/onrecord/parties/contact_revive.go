package parties

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ContactRevive is the command onrecord contact revive.
type ContactRevive struct {
	Party   string          `arg:"" help:"Short name of the party."`
	Contact terminal.Called `arg:"" help:" of the contact point, from onrecord contact health."`
}

// Help implements kong.HelpProvider.
func (ContactRevive) Help() string {
	return `
What came back there does not go out once more by that: see onrecord contact again.

Example:

    onrecord contact revive mikrotik 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run says that it takes mail again.
func (c *ContactRevive) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	contact, err := contactCalled(p, desk, c.Party, c.Contact)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ContactRevive, operation.ContactOf(c.Party, contact))
	if err != nil {
		return err
	}
	return p.Did(r, "letters to %s can go there again", c.Party)
}
