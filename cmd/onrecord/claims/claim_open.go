package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimOpen is the command onrecord claim open.
type ClaimOpen struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (ClaimOpen) Help() string {
	return `
Example:

    onrecord claim open vault7/google`
}

// Run makes the draft checkable.
func (c *ClaimOpen) Run(p *terminal.Program) error {
	return move(p, operation.ClaimOpen, c.Claim, "", "opened %s")
}
