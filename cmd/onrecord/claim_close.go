package main

import (
	"github.com/onrecord/onrecord/internal/operation"
)

type claimCloseCmd struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (claimCloseCmd) Help() string {
	return `
Example:

    onrecord claim close vault7/google`
}

// Run closes the claim.
func (c *claimCloseCmd) Run(p *program) error {
	return p.move(operation.ClaimClose, c.Claim, "", "closed %s")
}
