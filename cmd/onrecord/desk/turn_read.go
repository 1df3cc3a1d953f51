package desk

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TurnRead is the command onrecord turn read.
type TurnRead struct {
	Item []string `arg:"" help:"Names of messages that wait, from onrecord turn."`
}

// Help implements kong.HelpProvider.
func (TurnRead) Help() string {
	return `
It says of messages that they were read and hold no answer, and of answers from
the answer page that you have looked at them. Anything else is passed over.

Example:

    onrecord turn read read.9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run marks messages as read.
func (c *TurnRead) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	d, err := client.Call(p.Ctx, desk, operation.TurnRead, operation.Items(c.Item...))
	if err != nil {
		return err
	}
	return dealt(p, d, len(c.Item), "marked as read")
}
