package parties

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ContactChoose is the command onrecord contact choose.
type ContactChoose struct {
	Party   string          `arg:"" help:"Short name of the party."`
	Contact terminal.Called `arg:"" help:" of the contact point, from onrecord contact list; an e-mail address."`
}

// Help implements kong.HelpProvider.
func (ContactChoose) Help() string {
	return `
Open requests write there from now on. What came back does not go there by that: see
onrecord contact again.

Example:

    onrecord contact choose mikrotik 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run has letters go there.
func (c *ContactChoose) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	contact, err := contactCalled(p, desk, c.Party, c.Contact)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ContactChoose, operation.ContactOf(c.Party, contact))
	if err != nil {
		return err
	}
	return p.Did(r, "letters to %s go there from now on", c.Party)
}
