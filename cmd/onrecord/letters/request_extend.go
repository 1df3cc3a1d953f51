package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// RequestExtend is the command onrecord request extend.
type RequestExtend struct {
	Request  terminal.Called `arg:"" help:" of the request."`
	AnswerBy string          `required:"" placeholder:"TIME" help:"; a time span counts from now."`
	Reason   string          `required:"" placeholder:"TEXT" help:". @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (RequestExtend) Help() string {
	return `
Reminders are planned anew, and the party is told if the request has gone out.

Example:

    onrecord request extend vault7/google --answer-by 2d --reason "As you asked on the phone."`
}

// Run extends the request.
func (c *RequestExtend) Run(p *terminal.Program) error {
	at, err := answerBy(c.AnswerBy, p.Now())
	if err != nil {
		return err
	}
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, request, err := onRequest(p, c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.RequestExtend, operation.OfRequest(request, requests.ExtendInput{AnswerBy: at, Reason: reason}))
	if err != nil {
		return err
	}
	return p.Did(r, "extended the request until %s", terminal.When(at, p.Now()))
}
