package main

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type requestPauseCmd struct {
	Request called `arg:"" help:" of the request."`
	Reason  string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (requestPauseCmd) Help() string {
	return `
No reminder goes out until onrecord request resume. The answer-by instant stays.

Example:

    onrecord request pause vault7/google --reason "They are moving offices."`
}

// Run pauses the reminders.
func (c *requestPauseCmd) Run(p *program) error {
	reason, err := p.text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, request, err := p.onRequest(c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.RequestPause, operation.OfRequest(request, casework.ReasonInput{Reason: reason}))
	if err != nil {
		return err
	}
	return p.did(r, "paused the reminders of the request")
}
