package main

import (
	"github.com/onrecord/onrecord/internal/operation"
)

type publishCmd struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (publishCmd) Help() string {
	return `
The policy is checked again at this moment. A finding that is public already is
corrected.

Example:

    onrecord publish vault7/microsoft`
}

// Run publishes the finding.
func (c *publishCmd) Run(p *program) error {
	return p.move(operation.ClaimPublish, c.Claim, "", "published %s")
}
