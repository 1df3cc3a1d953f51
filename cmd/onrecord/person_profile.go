package main

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type personProfileCmd struct {
	Handle string  `arg:"" help:"Short name of the person."`
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
	there, err := client.Call(p.ctx, desk, operation.PersonShow, operation.PersonPath{Person: c.Handle})
	if err != nil {
		return err
	}
	in := casework.ProfileInput{Name: there.Name, Email: there.Email}
	replace(&in.Name, c.Name)
	replace(&in.Email, c.Email)
	r, err := client.Call(p.ctx, desk, operation.PersonProfile, operation.OfPerson(c.Handle, in))
	if err != nil {
		return err
	}
	return p.did(r, "changed the profile of %s", c.Handle)
}
