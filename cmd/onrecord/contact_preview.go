package main

import (
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type contactPreviewCmd struct {
	Party   string `arg:"" help:"Short name of the party."`
	Contact called `arg:"" help:" of the contact point, from onrecord contact list; an e-mail address."`
	Now     bool
}

// Help implements kong.HelpProvider.
func (contactPreviewCmd) Help() string {
	return `
Example:

    onrecord contact preview mikrotik 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run shows what would go out again.
func (c *contactPreviewCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	contact, err := p.contact(desk, c.Party, c.Contact)
	if err != nil {
		return err
	}
	again, err := client.Call(p.ctx, desk, operation.ContactPreview, operation.ContactPreviewPath{ContactPath: operation.ContactOf(c.Party, contact), Now: c.Now})
	if err != nil {
		return err
	}
	return p.showAgain(again)
}
