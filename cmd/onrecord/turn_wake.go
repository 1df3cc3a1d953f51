package main

import (
	"time"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type turnWakeCmd struct {
	Item []string `arg:"" help:"Names of what you have snoozed, from onrecord turn list --scope snoozed."`
}

// Help implements kong.HelpProvider.
func (turnWakeCmd) Help() string {
	return `
Example:

    onrecord turn wake due.9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run shows what was hidden.
func (c *turnWakeCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	d, err := client.Call(p.ctx, desk, operation.TurnSnooze, operation.Body(operation.SnoozeInput{Until: time.Time{}, ItemsInput: operation.ItemsInput{Items: c.Item}}))
	if err != nil {
		return err
	}
	return p.dealt(d, len(c.Item), "it waits for you again")
}
