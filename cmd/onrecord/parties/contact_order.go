package parties

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ContactOrder is the command onrecord contact order.
type ContactOrder struct {
	Party    string      `arg:"" help:"Short name of the party."`
	Contacts []uuid.UUID `arg:"" help:" of the contact points, from onrecord contact list, the first one first; e-mail addresses."`
}

// Help implements kong.HelpProvider.
func (ContactOrder) Help() string {
	return `
Letters go to the first address at which they arrive. Where one comes back, it goes to
the next by itself, in the party's office hours, and the record says why.

Example:

    onrecord contact order mikrotik 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run changes the order.
func (c *ContactOrder) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ContactOrder, operation.OfParty(c.Party, contacts.ContactOrderInput{Contacts: c.Contacts}))
	if err != nil {
		return err
	}
	return p.Did(r, "letters to %s go there first from now on", c.Party)
}
