package letters

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// RequestAttempt is the command onrecord request attempt.
type RequestAttempt struct {
	Request  terminal.Called       `arg:"" help:" of the request."`
	Result   letters.AttemptResult `required:"" name:"is" field:"result" placeholder:"WHAT"`
	Channel  claim.Channel         `placeholder:"CHANNEL"`
	At       string                `placeholder:"TIME" help:"; a time span counts back from now."`
	Number   string                `placeholder:"TEXT"`
	With     string                `placeholder:"NAME"`
	Note     string                `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Promised string                `placeholder:"TIME"`
}

// Help implements kong.HelpProvider.
func (RequestAttempt) Help() string {
	return `
Every attempt counts when silence is put into words: whom you rang, when, and what
came of it. One that the party knows of takes the place of the reminder that would
come right after it.

Example:

    onrecord request attempt vault7/google --is voicemail --number "+1 650 253 0000"`
}

// Run records the attempt.
func (c *RequestAttempt) Run(p *terminal.Program) error {
	at, err := terminal.OptionalInstant("--at", c.At, p.Now(), true)
	if err != nil {
		return err
	}
	promised, err := terminal.OptionalInstant("--promised", c.Promised, p.Now(), false)
	if err != nil {
		return err
	}
	note, err := p.Text("--note", c.Note)
	if err != nil {
		return err
	}
	desk, request, err := onRequest(p, c.Request)
	if err != nil {
		return err
	}
	in := requests.AttemptInput{Channel: c.Channel, Result: c.Result, At: at, Number: c.Number, With: c.With, Note: note, Promised: promised}
	r, err := client.Call(p.Ctx, desk, operation.RequestAttempt, operation.OfRequest(request, in))
	if err != nil {
		return err
	}
	return p.Did(r, "recorded the attempt: %s", c.Result)
}
