package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimDecline is the command onrecord claim decline.
type ClaimDecline struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimDecline) Help() string {
	return `
Example:

    onrecord claim decline vault7/google --reason "It is an opinion."`
}

// Run declines the claim.
func (c *ClaimDecline) Run(p *terminal.Program) error {
	return move(p, operation.ClaimDecline, c.Claim, c.Reason, "declined %s")
}
