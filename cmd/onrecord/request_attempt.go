package main

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type requestAttemptCmd struct {
	Request  called                `arg:"" help:" of the request."`
	Result   letters.AttemptResult `required:"" name:"is" field:"result" placeholder:"WHAT"`
	Channel  claim.Channel         `placeholder:"CHANNEL"`
	At       string                `placeholder:"TIME" help:"; a time span counts back from now."`
	Number   string                `placeholder:"TEXT"`
	With     string                `placeholder:"NAME"`
	Note     string                `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Promised string                `placeholder:"TIME"`
}

// Help implements kong.HelpProvider.
func (requestAttemptCmd) Help() string {
	return `
Every attempt counts when silence is put into words: whom you rang, when, and what
came of it. One that the party knows of takes the place of the reminder that would
come right after it.

Example:

    onrecord request attempt vault7/google --is voicemail --number "+1 650 253 0000"`
}

// Run records the attempt.
func (c *requestAttemptCmd) Run(p *program) error {
	at, err := optionalInstant("--at", c.At, p.now(), true)
	if err != nil {
		return err
	}
	promised, err := optionalInstant("--promised", c.Promised, p.now(), false)
	if err != nil {
		return err
	}
	note, err := p.text("--note", c.Note)
	if err != nil {
		return err
	}
	desk, request, err := p.onRequest(c.Request)
	if err != nil {
		return err
	}
	in := casework.AttemptInput{Channel: c.Channel, Result: c.Result, At: at, Number: c.Number, With: c.With, Note: note, Promised: promised}
	r, err := client.Call(p.ctx, desk, operation.RequestAttempt, operation.OfRequest(request, in))
	if err != nil {
		return err
	}
	return p.did(r, "recorded the attempt: %s", c.Result)
}
