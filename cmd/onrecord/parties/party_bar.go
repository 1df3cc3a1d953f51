package parties

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PartyBar is the command onrecord party bar.
type PartyBar struct {
	Party   string          `arg:"" help:"Short name of the party."`
	Contact terminal.Called `help:"; onrecord contact list shows it."`
	Reason  string          `required:"" help:"Why. The desk reads it, no party does."`
}

// Help implements kong.HelpProvider.
func (PartyBar) Help() string {
	return `
No letter and no reminder goes there, and nobody can ask, until somebody takes
that back: onrecord party unbar. Answer-by instants stay, what the party writes
is taken, and its open requests are the turn of whoever asked.

Example:

    onrecord party bar mikrotik --reason "Their lawyer asks us not to write again."`
}

// Run says that the party is not to be contacted.
func (c *PartyBar) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	contact, err := contactIn(p, desk, c.Party, c.Contact)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PartyBar, operation.OfParty(c.Party, contacts.BarInput{Contact: contact, Reason: c.Reason}))
	if err != nil {
		return err
	}
	return p.Did(r, "%s is not to be contacted%s", c.Party, there(contact))
}

// PartyUnbar is the command onrecord party unbar.
type PartyUnbar struct {
	Party   string          `arg:"" help:"Short name of the party."`
	Contact terminal.Called `help:"; onrecord contact list shows it."`
}

// Help implements kong.HelpProvider.
func (PartyUnbar) Help() string {
	return `
What fell due in the meantime is not made up for. A request that waited goes
out after its undo window.

Example:

    onrecord party unbar mikrotik`
}

// Run says that it may be contacted again.
func (c *PartyUnbar) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	contact, err := contactIn(p, desk, c.Party, c.Contact)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PartyUnbar, operation.OfParty(c.Party, contacts.UnbarInput{Contact: contact}))
	if err != nil {
		return err
	}
	return p.Did(r, "%s may be contacted again%s", c.Party, there(contact))
}

// contactIn is the contact point that a command names; nil for none.
func contactIn(p *terminal.Program, desk *client.Client, party string, called terminal.Called) (*uuid.UUID, error) {
	if called == "" {
		return nil, nil
	}
	id, err := contactCalled(p, desk, party, called)
	return &id, err
}

func there(contact *uuid.UUID) string {
	if contact == nil {
		return ""
	}
	return " at that contact point"
}
