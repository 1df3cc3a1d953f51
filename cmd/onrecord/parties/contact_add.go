package parties

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ContactAdd is the command onrecord contact add.
type ContactAdd struct {
	Party   string        `arg:"" help:"Short name of the party."`
	Address string        `arg:""`
	Channel claim.Channel `placeholder:"CHANNEL"`
	Role    string        `placeholder:"TEXT"`
}

// Help implements kong.HelpProvider.
func (ContactAdd) Help() string {
	return `
The first e-mail address is where letters go; another one has to be chosen. It
prints the identifier of the contact point.

Example:

    onrecord contact add mikrotik "+371 6731 7700" --channel phone --role "press office"`
}

// Run adds the contact point.
func (c *ContactAdd) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ContactAdd, operation.OfParty(c.Party, contacts.ContactPointInput{Channel: c.Channel, Address: c.Address, Role: c.Role}))
	if err != nil {
		return err
	}
	return p.Made(r, r.ID.String(), "%s can be reached at %s", c.Party, c.Address)
}
