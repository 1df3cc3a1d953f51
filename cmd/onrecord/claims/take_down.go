package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/operation"
)

// TakeDown is the command onrecord take-down.
type TakeDown struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Untold string `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (TakeDown) Help() string {
	return `
A notice with the reason takes the place of the words, for good. The record keeps all
of it. If the finding was wrong, retract it: then readers still see what it was.

Example:

    onrecord take-down vault7/microsoft --reason "By order of the district court of Riga, 4 April 2017."`
}

// Run takes the finding down.
func (c *TakeDown) Run(p *terminal.Program) error {
	return takeBack(p, operation.ClaimTakeDown, c.Claim, c.Reason, c.Untold, "removed the words of %s from the public pages")
}
