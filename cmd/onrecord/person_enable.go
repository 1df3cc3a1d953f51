package main

import (
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type personEnableCmd struct {
	Handle string `arg:"" help:"Short name of the person."`
}

// Help implements kong.HelpProvider.
func (personEnableCmd) Help() string {
	return `
Sessions and tokens that have ended stay ended.

Example:

    onrecord person enable jonas`
}

// Run enables the person.
func (c *personEnableCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.PersonEnable, operation.PersonPath{Person: c.Handle})
	if err != nil {
		return err
	}
	return p.did(r, "%s can do again what the roles allow", c.Handle)
}
