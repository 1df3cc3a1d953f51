package main

import (
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type inboxReadCmd struct {
	Message     called              `arg:"" help:" of the message."`
	Disposition letters.Disposition `required:"" name:"is" placeholder:"WHAT" help:"What you made of it; with clarification they ask back, with more time they ask for that, and the clock stays stopped."`
	Promised    string              `placeholder:"TIME"`
	AnswerBy    string              `placeholder:"TIME" help:"With more time: until when it is given, in the same act; the party is told."`
	Reason      string              `placeholder:"TEXT" help:"With --answer-by: why; the party reads it. @FILE, or - for what is piped in."`
	Request     string              `placeholder:"ID" help:"With --answer-by: the request that gets more time, if the party has several."`
}

// Help implements kong.HelpProvider.
func (inboxReadCmd) Help() string {
	return `
Example:

    onrecord inbox read 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --is acknowledgement --promised 2026-11-06T18:00
    onrecord inbox read 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --is "more time" --answer-by 2d --reason "As you asked."`
}

// Run says what the message is.
func (c *inboxReadCmd) Run(p *program) error {
	promised, err := optionalInstant("--promised", c.Promised, p.now(), false)
	if err != nil {
		return err
	}
	in := casework.ReadInput{Disposition: c.Disposition, Promised: promised}
	if in.MoreTime, err = p.moreTime(c.AnswerBy, c.Reason, c.Request); err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	message, err := p.message(desk, c.Message)
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.MessageRead, operation.OfMessage(message, in))
	if err != nil {
		return err
	}
	return p.did(r, "read the message: %s", c.Disposition)
}

// moreTime is the time that is given in the act that takes in what asks for it; nil for none.
func (p *program) moreTime(until, why, request string) (*casework.MoreTimeInput, error) {
	if until == "" && why == "" {
		return nil, nil
	}
	at, err := answerBy(until, p.now())
	if err != nil {
		return nil, err
	}
	reason, err := p.text("--reason", why)
	return &casework.MoreTimeInput{Request: request, AnswerBy: at, Reason: reason}, err
}
