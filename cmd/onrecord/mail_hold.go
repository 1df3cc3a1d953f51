package main

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type mailHoldCmd struct {
	Reason string `required:"" placeholder:"TEXT" help:"; everybody on the desk reads it. @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (mailHoldCmd) Help() string {
	return `
Letters of every case wait in the outbox until onrecord mail release. Mail that
comes in is taken as ever, answer-by instants stay, and what becomes moot is
called off. A letter that a mail server was being given at this very moment goes.

Example:

    onrecord mail hold --reason "A wrong address went into forty requests."`
}

// Run holds all mail.
func (c *mailHoldCmd) Run(p *program) error {
	reason, err := p.text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.MailHold, operation.Body(casework.ReasonInput{Reason: reason}))
	if err != nil {
		return err
	}
	return p.did(r, "all mail is held")
}
