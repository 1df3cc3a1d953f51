package main

import (
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type personDisableCmd struct {
	Handle string `arg:"" help:"Short name of the person."`
}

// Help implements kong.HelpProvider.
func (personDisableCmd) Help() string {
	return `
Every session, API token and link of the person ends at once, and what is assigned
to the person waits for the others again. Roles are kept.

Example:

    onrecord person disable jonas`
}

// Run disables the person.
func (c *personDisableCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.PersonDisable, operation.PersonPath{Person: c.Handle})
	if err != nil {
		return err
	}
	return p.did(r, "%s can do nothing any more; every session and token has ended", c.Handle)
}
