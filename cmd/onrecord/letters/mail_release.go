package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// MailRelease is the command onrecord mail release.
type MailRelease struct{}

// Help implements kong.HelpProvider.
func (MailRelease) Help() string {
	return `
The letters that wait go out within some minutes, not all at one moment. Each is
looked at once more: reminders keep to office hours, and not to what was answered.

Example:

    onrecord mail release`
}

// Run lets mail go again.
func (MailRelease) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MailRelease, operation.None{})
	if err != nil {
		return err
	}
	return p.Did(r, "mail goes out again")
}
