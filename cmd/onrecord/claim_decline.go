package main

import (
	"github.com/onrecord/onrecord/internal/operation"
)

type claimDeclineCmd struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (claimDeclineCmd) Help() string {
	return `
Example:

    onrecord claim decline vault7/google --reason "It is an opinion."`
}

// Run declines the claim.
func (c *claimDeclineCmd) Run(p *program) error {
	return p.move(operation.ClaimDecline, c.Claim, c.Reason, "declined %s")
}
