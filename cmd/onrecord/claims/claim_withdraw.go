package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimWithdraw is the command onrecord claim withdraw.
type ClaimWithdraw struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimWithdraw) Help() string {
	return `
Example:

    onrecord claim withdraw vault7/google --reason "It is not part of the story any more."`
}

// Run withdraws the claim.
func (c *ClaimWithdraw) Run(p *terminal.Program) error {
	return move(p, operation.ClaimWithdraw, c.Claim, c.Reason, "withdrew %s")
}
