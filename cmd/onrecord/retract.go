package main

import (
	"github.com/onrecord/onrecord/internal/operation"
)

type retractCmd struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Untold string `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (retractCmd) Help() string {
	return `
Example:

    onrecord retract vault7/microsoft --reason "The letter was forged."`
}

// Run retracts the finding.
func (c *retractCmd) Run(p *program) error {
	return p.takeBack(operation.ClaimRetract, c.Claim, c.Reason, c.Untold, "retracted %s")
}
