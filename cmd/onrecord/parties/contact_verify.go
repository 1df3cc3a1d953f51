package parties

import (
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ContactVerify is the command onrecord contact verify.
type ContactVerify struct {
	Party   string            `arg:"" help:"Short name of the party."`
	Contact terminal.Called   `arg:"" help:" of the contact point, from onrecord contact list."`
	How     people.VerifiedBy `required:"" placeholder:"HOW"`
	At      string            `placeholder:"TIME" help:"; a time span counts back from now."`
	Note    string            `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ContactVerify) Help() string {
	return `
Example:

    onrecord contact verify mikrotik 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --how call-back --note "Spoke to the press office."`
}

// Run says how it was verified.
func (c *ContactVerify) Run(p *terminal.Program) error {
	at, err := terminal.OptionalInstant("--at", c.At, p.Now(), true)
	if err != nil {
		return err
	}
	note, err := p.Text("--note", c.Note)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	contact, err := contactCalled(p, desk, c.Party, c.Contact)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ContactVerify, operation.ContactWith[contacts.VerifyInput]{ContactPath: operation.ContactOf(c.Party, contact), Body: contacts.VerifyInput{How: c.How, At: at, Note: note}})
	if err != nil {
		return err
	}
	return p.Did(r, "verified the contact point of %s: %s", c.Party, c.How)
}
