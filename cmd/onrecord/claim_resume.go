package main

import (
	"github.com/onrecord/onrecord/internal/operation"
)

type claimResumeCmd struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (claimResumeCmd) Help() string {
	return `
Example:

    onrecord claim resume vault7/google`
}

// Run resumes the claim.
func (c *claimResumeCmd) Run(p *program) error {
	return p.move(operation.ClaimResume, c.Claim, "", "resumed %s")
}
