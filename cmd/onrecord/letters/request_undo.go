package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// RequestUndo is the command onrecord request undo.
type RequestUndo struct {
	Request terminal.Called `arg:"" help:" of the request."`
}

// Help implements kong.HelpProvider.
func (RequestUndo) Help() string {
	return `
In its undo window a request is taken back, and the party hears nothing of it; so
is a letter by hand that waits. Once it is too late: onrecord request withdraw.

Example:

    onrecord request undo vault7/google`
}

// Run takes back what has not gone out yet.
func (c *RequestUndo) Run(p *terminal.Program) error {
	desk, request, err := onRequest(p, c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.RequestUndo, operation.RequestPath{Request: request})
	if err != nil {
		return err
	}
	return p.Did(r, "taken back; nothing of it goes out")
}
