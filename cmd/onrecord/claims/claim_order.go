package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimOrder is the command onrecord claim order.
type ClaimOrder struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Before string `placeholder:"KEY"`
}

// Help implements kong.HelpProvider.
func (ClaimOrder) Help() string {
	return `
The grid, the line, lists and letters have the claims in that order. Until somebody
moves one, they stand as the story has them, and then as they were added.

Example:

    onrecord claim order vault7/google --before apple`
}

// Run moves the claim.
func (c *ClaimOrder) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimOrder, operation.OfClaim(c.Claim, writing.OrderInput{Before: c.Before}))
	if err != nil {
		return err
	}
	if c.Before == "" {
		return p.Did(r, "%s stands last", c.Claim)
	}
	return p.Did(r, "%s stands before %s", c.Claim, c.Before)
}
