package cases

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// CaseWithdrawLine is the command onrecord case withdraw-line.
type CaseWithdrawLine struct {
	Case   string    `arg:"" help:"Short name of the case."`
	Line   uuid.UUID `arg:"" help:"Its code: the last part of its link."`
	Reason string    `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (CaseWithdrawLine) Help() string {
	return `
Whoever opens its link is told that it was withdrawn and when, and reads the sentence
no more. It stays in the record, with who withdrew it and why.

Example:

    onrecord case withdraw-line vault7 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --reason "It named the wrong ministry."`
}

// Run withdraws the line.
func (c *CaseWithdrawLine) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.LineWithdraw, operation.OfLine(c.Case, c.Line, reason))
	if err != nil {
		return err
	}
	return p.Did(r, "withdrew the line; its page says so")
}
