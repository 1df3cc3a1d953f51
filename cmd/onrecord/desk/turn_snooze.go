package desk

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TurnSnooze is the command onrecord turn snooze.
type TurnSnooze struct {
	Item  []string `arg:"" help:"Names of what waits, from onrecord turn."`
	Until string   `required:"" placeholder:"TIME" help:"When you want to see it again, within 90 days: 3d, 36h or \"2026-12-01 09:00 Europe/Riga\"."`
}

// Help implements kong.HelpProvider.
func (TurnSnooze) Help() string {
	return `
It is hidden from you alone, and shown with onrecord turn list --scope snoozed.

Example:

    onrecord turn snooze due.9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --until 1d`
}

// Run hides what waits.
func (c *TurnSnooze) Run(p *terminal.Program) error {
	until, err := terminal.Instant("--until", c.Until, p.Now(), false)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	d, err := client.Call(p.Ctx, desk, operation.TurnSnooze, operation.Body(operation.SnoozeInput{Until: until, ItemsInput: operation.ItemsInput{Items: c.Item}}))
	if err != nil {
		return err
	}
	return dealt(p, d, len(c.Item), "snoozed until "+terminal.When(until, p.Now()))
}
