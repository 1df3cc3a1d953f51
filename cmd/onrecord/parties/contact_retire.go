package parties

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ContactRetire is the command onrecord contact retire.
type ContactRetire struct {
	Party   string          `arg:"" help:"Short name of the party."`
	Contact terminal.Called `arg:"" help:" of the contact point, from onrecord contact list."`
}

// Help implements kong.HelpProvider.
func (ContactRetire) Help() string {
	return `
It stays in the record. The one that letters go to cannot be retired: choose
another one first.

Example:

    onrecord contact retire mikrotik 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run retires the contact point.
func (c *ContactRetire) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	contact, err := contactCalled(p, desk, c.Party, c.Contact)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ContactRetire, operation.ContactOf(c.Party, contact))
	if err != nil {
		return err
	}
	return p.Did(r, "the contact point of %s is not used any more", c.Party)
}
