package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimHold is the command onrecord claim hold.
type ClaimHold struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimHold) Help() string {
	return `
Example:

    onrecord claim hold vault7/google --reason "The lawyers ask for it."`
}

// Run puts the claim on hold.
func (c *ClaimHold) Run(p *terminal.Program) error {
	return move(p, operation.ClaimHold, c.Claim, c.Reason, "%s is on hold")
}
