package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimResume is the command onrecord claim resume.
type ClaimResume struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (ClaimResume) Help() string {
	return `
Example:

    onrecord claim resume vault7/google`
}

// Run resumes the claim.
func (c *ClaimResume) Run(p *terminal.Program) error {
	return move(p, operation.ClaimResume, c.Claim, "", "resumed %s")
}
