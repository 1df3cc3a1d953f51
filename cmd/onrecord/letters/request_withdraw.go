package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// RequestWithdraw is the command onrecord request withdraw.
type RequestWithdraw struct {
	Request terminal.Called `arg:"" help:" of the request."`
	Reason  string          `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (RequestWithdraw) Help() string {
	return `
If the request has gone out, the party is told.

Example:

    onrecord request withdraw vault7/google`
}

// Run withdraws the request.
func (c *RequestWithdraw) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, request, err := onRequest(p, c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.RequestWithdraw, operation.OfRequest(request, operation.Reason(reason)))
	if err != nil {
		return err
	}
	return p.Did(r, "withdrew the request")
}
