package desk

import (
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TurnWake is the command onrecord turn wake.
type TurnWake struct {
	Item []string `arg:"" help:"Names of what you have snoozed, from onrecord turn list --scope snoozed."`
}

// Help implements kong.HelpProvider.
func (TurnWake) Help() string {
	return `
Example:

    onrecord turn wake due.9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run shows what was hidden.
func (c *TurnWake) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	d, err := client.Call(p.Ctx, desk, operation.TurnSnooze, operation.Body(operation.SnoozeInput{Until: time.Time{}, ItemsInput: operation.ItemsInput{Items: c.Item}}))
	if err != nil {
		return err
	}
	return dealt(p, d, len(c.Item), "it waits for you again")
}
