package main

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type claimDiscloseCmd struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
	Name  string `required:"" enum:"yes,no" placeholder:"yes|no" help:"Whether the claimant's name is shown."`
}

// Help implements kong.HelpProvider.
func (claimDiscloseCmd) Help() string {
	return `
Until somebody decides, letters, the answer page and the public page name the
claimant of a routine claim alone. What the claim itself says, and where it was
made, is shown as it stands.

Example:

    onrecord claim disclose mill/water --name no`
}

// Run decides whether the claimant is named.
func (c *claimDiscloseCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	in := casework.DisclosureInput{Name: c.Name == "yes"}
	r, err := client.Call(p.ctx, desk, operation.ClaimDisclose, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	if in.Name {
		return p.did(r, "the claimant of %s is named to those who are asked, and to the public", c.Claim)
	}
	return p.did(r, "the claimant of %s is not named outside the desk", c.Claim)
}
