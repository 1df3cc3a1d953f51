package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimClose is the command onrecord claim close.
type ClaimClose struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (ClaimClose) Help() string {
	return `
Example:

    onrecord claim close vault7/google`
}

// Run closes the claim.
func (c *ClaimClose) Run(p *terminal.Program) error {
	return move(p, operation.ClaimClose, c.Claim, "", "closed %s")
}
