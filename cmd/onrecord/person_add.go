package main

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type personAddCmd struct {
	Handle string       `arg:""`
	Roles  []claim.Role `arg:""`
	Name   string       `placeholder:"TEXT"`
	Email  string       `placeholder:"ADDRESS" help:"Where the person gets mail."`
}

// Help implements kong.HelpProvider.
func (personAddCmd) Help() string {
	return `
Example:

    onrecord person add jonas reviewer --name "Jonas Weiss"`
}

// Run adds the person.
func (c *personAddCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.PersonAdd, operation.Body(casework.PersonInput{Handle: c.Handle, Name: c.Name, Email: c.Email, Roles: c.Roles}))
	if err != nil {
		return err
	}
	return p.made(r, r.Name, "added %s to the desk", r.Name)
}
