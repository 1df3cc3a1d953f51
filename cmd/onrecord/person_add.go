package main

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

type personAddCmd struct {
	Handle string       `arg:"" help:"Short name on the desk."`
	Roles  []claim.Role `arg:"" help:"What the person may do."`
	Name   string       `placeholder:"TEXT" help:"What the person is called."`
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
	r, err := desk.AddPerson(p.ctx, casework.PersonInput{Handle: c.Handle, Name: c.Name, Email: c.Email, Roles: c.Roles})
	if err != nil {
		return err
	}
	return p.made(r, r.Name, "added %s to the desk", r.Name)
}
