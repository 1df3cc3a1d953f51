package main

import (
	"github.com/onrecord/onrecord/internal/operation"
)

type claimOpenCmd struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (claimOpenCmd) Help() string {
	return `
Example:

    onrecord claim open vault7/google`
}

// Run makes the draft checkable.
func (c *claimOpenCmd) Run(p *program) error {
	return p.move(operation.ClaimOpen, c.Claim, "", "opened %s")
}
