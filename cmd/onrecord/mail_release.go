package main

import (
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type mailReleaseCmd struct{}

// Help implements kong.HelpProvider.
func (mailReleaseCmd) Help() string {
	return `
The letters that wait go out within some minutes, not all at one moment. Each is
looked at once more: reminders keep to office hours, and not to what was answered.

Example:

    onrecord mail release`
}

// Run lets mail go again.
func (mailReleaseCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.MailRelease, operation.None{})
	if err != nil {
		return err
	}
	return p.did(r, "mail goes out again")
}
