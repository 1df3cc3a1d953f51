package claims

import (
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimMark is the command onrecord claim mark.
type ClaimMark struct {
	Claim string              `arg:"" help:"CASE/CLAIM."`
	Marks []verification.Mark `arg:"" optional:"" help:"; none, if none is given."`
}

// Help implements kong.HelpProvider.
func (ClaimMark) Help() string {
	return `
What was signed before is signed again, since the policy may ask for other things.

Example:

    onrecord claim mark vault7/google breaking "private person"
    onrecord claim mark vault7/google`
}

// Run marks the claim.
func (c *ClaimMark) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimMark, operation.OfClaim(c.Claim, findings.MarksInput{Marks: append([]verification.Mark{}, c.Marks...)}))
	if err != nil {
		return err
	}
	return p.Did(r, "marked %s", c.Claim)
}
