package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// RequestFollowUp is the command onrecord request follow-up.
type RequestFollowUp struct {
	Request terminal.Called `arg:"" help:" of the request."`
	Text    string          `default:"-" placeholder:"TEXT" help:". A text, @FILE, or what is piped in (default)."`
	Cc      []string        `placeholder:"ADDRESS,…"`
	Attach  []string        `placeholder:"SHA256,…"`
}

// Help implements kong.HelpProvider.
func (RequestFollowUp) Help() string {
	return `
It goes out in the thread of the request, after the undo window; until then it can
be taken back with onrecord request undo. The reminder clock begins anew.

Example:

    onrecord request follow-up vault7/google --text "And in which year was that?"`
}

// Run writes the letter.
func (c *RequestFollowUp) Run(p *terminal.Program) error {
	text, err := p.Text("--text", c.Text)
	if err != nil {
		return err
	}
	desk, request, err := onRequest(p, c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.RequestFollowUp, operation.OfRequest(request, requests.FollowUpInput{Text: text, EnclosedInput: requests.EnclosedInput{Cc: c.Cc, Attach: c.Attach}}))
	if err != nil {
		return err
	}
	return p.Made(r, r.ID.String(), "wrote a letter in the thread of the request; it goes out after the undo window")
}
