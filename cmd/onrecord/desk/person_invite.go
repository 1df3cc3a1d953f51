package desk

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PersonInvite is the command onrecord person invite.
type PersonInvite struct {
	Handle string       `arg:"" help:"Short name of the person."`
	Roles  []claim.Role `placeholder:"ROLE,…" help:"Add the person to the desk first, with these roles."`
	Name   string       `placeholder:"TEXT" help:"What the person is called, if added."`
	Email  string       `placeholder:"ADDRESS" help:"Where the person gets mail, if added."`
}

// Help implements kong.HelpProvider.
func (PersonInvite) Help() string {
	return `
It prints a link that can be used once, within 72 hours; whoever opens it chooses
the password. Links made before for the person end. For a person who has an account
it is the way back after a loss or a theft: taking it ends the password, passkeys,
second step, added identities, sessions and API tokens of before.

Example:

    onrecord person invite jonas
    onrecord person invite jonas --roles reviewer --name "Jonas Weiss"`
}

// Run makes the link.
func (c *PersonInvite) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	if len(c.Roles) > 0 {
		_, err := client.Call(p.Ctx, desk, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: c.Handle, Name: c.Name, Email: c.Email, Roles: c.Roles}))
		if err != nil {
			return err
		}
	}
	link, err := client.Call(p.Ctx, desk, operation.PersonInvite, operation.PersonPath{Person: c.Handle})
	if err != nil {
		return err
	}
	p.Say("a link for %s, good once, until %s", link.Handle, terminal.When(link.EndsAt, p.Now()))
	return p.Show(link, func(w io.Writer) { fmt.Fprintln(w, link.URL) })
}
