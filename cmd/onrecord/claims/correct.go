package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/operation"
)

// Correct is the command onrecord correct.
type Correct struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (Correct) Help() string {
	return `
The finding stays public. The claim is assessed again, signed off again, and
published again, as a correction. A late answer starts one by itself.

Example:

    onrecord correct vault7/microsoft --reason "We took the date of the letter for that of the contact."`
}

// Run starts the correction.
func (c *Correct) Run(p *terminal.Program) error {
	return move(p, operation.ClaimCorrect, c.Claim, c.Reason, "correcting %s: assess it again")
}
