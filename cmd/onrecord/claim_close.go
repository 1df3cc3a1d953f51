package main

import "github.com/onrecord/onrecord/internal/client"

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
	return p.move(client.Close, c.Claim, "", "closed %s")
}
