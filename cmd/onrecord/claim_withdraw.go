package main

import (
	"github.com/onrecord/onrecord/internal/operation"
)

type claimWithdrawCmd struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (claimWithdrawCmd) Help() string {
	return `
Example:

    onrecord claim withdraw vault7/google --reason "It is not part of the story any more."`
}

// Run withdraws the claim.
func (c *claimWithdrawCmd) Run(p *program) error {
	return p.move(operation.ClaimWithdraw, c.Claim, c.Reason, "withdrew %s")
}
