package parties

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PartyContact is the command onrecord party contact.
type PartyContact struct {
	Party string `arg:"" help:"Short name of the party."`
	Email string `arg:""`
	Role  string `placeholder:"TEXT" help:", such as press office."`
}

// Help implements kong.HelpProvider.
func (PartyContact) Help() string {
	return `
Open requests write there from now on. What came back does not go there by that: see
onrecord contact again.

Example:

    onrecord party contact mikrotik news@mikrotik.example --role "news desk"`
}

// Run changes the address.
func (c *PartyContact) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PartyContact, operation.OfParty(c.Party, casework.ContactInput{Email: c.Email, Role: c.Role}))
	if err != nil {
		return err
	}
	return p.Did(r, "letters to %s go to %s from now on", c.Party, c.Email)
}
