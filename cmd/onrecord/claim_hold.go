package main

import (
	"github.com/onrecord/onrecord/internal/operation"
)

type claimHoldCmd struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (claimHoldCmd) Help() string {
	return `
Example:

    onrecord claim hold vault7/google --reason "The lawyers ask for it."`
}

// Run puts the claim on hold.
func (c *claimHoldCmd) Run(p *program) error {
	return p.move(operation.ClaimHold, c.Claim, c.Reason, "%s is on hold")
}
