package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// MailHold is the command onrecord mail hold.
type MailHold struct {
	Reason string `required:"" placeholder:"TEXT" help:"; everybody on the desk reads it. @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (MailHold) Help() string {
	return `
Letters of every case wait in the outbox until onrecord mail release. Mail that
comes in is taken as ever, answer-by instants stay, and what becomes moot is
called off. A letter that a mail server was being given at this very moment goes.

Example:

    onrecord mail hold --reason "A wrong address went into forty requests."`
}

// Run holds all mail.
func (c *MailHold) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MailHold, operation.Body(casework.ReasonInput{Reason: reason}))
	if err != nil {
		return err
	}
	return p.Did(r, "all mail is held")
}
