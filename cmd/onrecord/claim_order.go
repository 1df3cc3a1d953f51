package main

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type claimOrderCmd struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Before string `placeholder:"KEY"`
}

// Help implements kong.HelpProvider.
func (claimOrderCmd) Help() string {
	return `
The grid, the line, lists and letters have the claims in that order. Until somebody
moves one, they stand as the story has them, and then as they were added.

Example:

    onrecord claim order vault7/google --before apple`
}

// Run moves the claim.
func (c *claimOrderCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.ClaimOrder, operation.OfClaim(c.Claim, casework.OrderInput{Before: c.Before}))
	if err != nil {
		return err
	}
	if c.Before == "" {
		return p.did(r, "%s stands last", c.Claim)
	}
	return p.did(r, "%s stands before %s", c.Claim, c.Before)
}
