package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// RequestPause is the command onrecord request pause.
type RequestPause struct {
	Request terminal.Called `arg:"" help:" of the request."`
	Reason  string          `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (RequestPause) Help() string {
	return `
No reminder goes out until onrecord request resume. The answer-by instant stays.

Example:

    onrecord request pause vault7/google --reason "They are moving offices."`
}

// Run pauses the reminders.
func (c *RequestPause) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, request, err := onRequest(p, c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.RequestPause, operation.OfRequest(request, casework.ReasonInput{Reason: reason}))
	if err != nil {
		return err
	}
	return p.Did(r, "paused the reminders of the request")
}
