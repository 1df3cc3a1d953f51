package main

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type contactAddCmd struct {
	Party   string        `arg:"" help:"Short name of the party."`
	Address string        `arg:""`
	Channel claim.Channel `placeholder:"CHANNEL"`
	Role    string        `placeholder:"TEXT"`
}

// Help implements kong.HelpProvider.
func (contactAddCmd) Help() string {
	return `
The first e-mail address is where letters go; another one has to be chosen. It
prints the identifier of the contact point.

Example:

    onrecord contact add mikrotik "+371 6731 7700" --channel phone --role "press office"`
}

// Run adds the contact point.
func (c *contactAddCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.ContactAdd, operation.OfParty(c.Party, casework.ContactPointInput{Channel: c.Channel, Address: c.Address, Role: c.Role}))
	if err != nil {
		return err
	}
	return p.made(r, r.ID.String(), "%s can be reached at %s", c.Party, c.Address)
}
