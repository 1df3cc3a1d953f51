package main

import (
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type claimMarkCmd struct {
	Claim string              `arg:"" help:"CASE/CLAIM."`
	Marks []verification.Mark `arg:"" optional:"" help:"; none, if none is given."`
}

// Help implements kong.HelpProvider.
func (claimMarkCmd) Help() string {
	return `
What was signed before is signed again, since the policy may ask for other things.

Example:

    onrecord claim mark vault7/google breaking "private person"
    onrecord claim mark vault7/google`
}

// Run marks the claim.
func (c *claimMarkCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.ClaimMark, operation.OfClaim(c.Claim, casework.MarksInput{Marks: append([]verification.Mark{}, c.Marks...)}))
	if err != nil {
		return err
	}
	return p.did(r, "marked %s", c.Claim)
}
