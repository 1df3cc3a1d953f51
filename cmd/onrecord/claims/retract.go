package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/operation"
)

// Retract is the command onrecord retract.
type Retract struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Untold string `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (Retract) Help() string {
	return `
Example:

    onrecord retract vault7/microsoft --reason "The letter was forged."`
}

// Run retracts the finding.
func (c *Retract) Run(p *terminal.Program) error {
	return takeBack(p, operation.ClaimRetract, c.Claim, c.Reason, c.Untold, "retracted %s")
}
