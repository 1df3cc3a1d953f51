package desk

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PersonProfile is the command onrecord person profile.
type PersonProfile struct {
	Handle string  `arg:"" optional:"" help:"Short name of the person; you, if left out."`
	Name   *string `placeholder:"TEXT"`
	Email  *string `placeholder:"ADDRESS" help:". An empty value takes it away."`
}

// Help implements kong.HelpProvider.
func (PersonProfile) Help() string {
	return `
What is left out stays as it is. The handle stays.

Example:

    onrecord person profile jonas --name "Jonas Weiss" --email jonas@newsroom.example`
}

// Run gives the person another name or address.
func (c *PersonProfile) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	handle, own := c.Handle, c.Handle == ""
	if own {
		me, err := client.Call(p.Ctx, desk, operation.MeShow, operation.None{})
		if err != nil {
			return err
		}
		handle = me.Handle
	}
	there, err := client.Call(p.Ctx, desk, operation.PersonShow, operation.PersonPath{Person: handle})
	if err != nil {
		return err
	}
	in := staff.ProfileInput{Name: there.Name, Email: there.Email}
	terminal.Replace(&in.Name, c.Name)
	terminal.Replace(&in.Email, c.Email)
	r, err := c.change(p, desk, own, in)
	if err != nil {
		return err
	}
	return p.Did(r, "changed the profile of %s", handle)
}

// change is an operation for an admin, and another for oneself.
func (c *PersonProfile) change(p *terminal.Program, desk *client.Client, own bool, in staff.ProfileInput) (casework.Receipt, error) {
	if own {
		return client.Call(p.Ctx, desk, operation.MeProfile, operation.Body(in))
	}
	return client.Call(p.Ctx, desk, operation.PersonProfile, operation.OfPerson(c.Handle, in))
}
