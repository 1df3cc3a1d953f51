package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// RequestResume is the command onrecord request resume.
type RequestResume struct {
	Request terminal.Called `arg:"" help:" of the request."`
}

// Help implements kong.HelpProvider.
func (RequestResume) Help() string {
	return `
Reminders that fell due while they were paused are not made up for.

Example:

    onrecord request resume vault7/google`
}

// Run lets the reminders go out again.
func (c *RequestResume) Run(p *terminal.Program) error {
	desk, request, err := onRequest(p, c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.RequestResume, operation.RequestPath{Request: request})
	if err != nil {
		return err
	}
	return p.Did(r, "the reminders of the request go out again")
}
