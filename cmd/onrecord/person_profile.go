package main

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type personProfileCmd struct {
	Handle string  `arg:"" optional:"" help:"Short name of the person; you, if left out."`
	Name   *string `placeholder:"TEXT"`
	Email  *string `placeholder:"ADDRESS" help:". An empty value takes it away."`
}

// Help implements kong.HelpProvider.
func (personProfileCmd) Help() string {
	return `
What is left out stays as it is. The handle stays.

Example:

    onrecord person profile jonas --name "Jonas Weiss" --email jonas@newsroom.example`
}

// Run gives the person another name or address.
func (c *personProfileCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	handle, own := c.Handle, c.Handle == ""
	if own {
		me, err := client.Call(p.ctx, desk, operation.MeShow, operation.None{})
		if err != nil {
			return err
		}
		handle = me.Handle
	}
	there, err := client.Call(p.ctx, desk, operation.PersonShow, operation.PersonPath{Person: handle})
	if err != nil {
		return err
	}
	in := casework.ProfileInput{Name: there.Name, Email: there.Email}
	replace(&in.Name, c.Name)
	replace(&in.Email, c.Email)
	r, err := c.change(p, desk, own, in)
	if err != nil {
		return err
	}
	return p.did(r, "changed the profile of %s", handle)
}

// change is an operation for an admin, and another for oneself.
func (c *personProfileCmd) change(p *program, desk *client.Client, own bool, in casework.ProfileInput) (casework.Receipt, error) {
	if own {
		return client.Call(p.ctx, desk, operation.MeProfile, operation.Body(in))
	}
	return client.Call(p.ctx, desk, operation.PersonProfile, operation.OfPerson(c.Handle, in))
}
