package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// RequestCallBack is the command onrecord request call-back.
type RequestCallBack struct {
	Request  terminal.Called `arg:"" help:" of the request."`
	Response string          `placeholder:"ID"`
	Contact  string          `placeholder:"ID" help:"; from onrecord contact list."`
	At       string          `placeholder:"TIME" help:"; a time span counts back from now."`
	Note     string          `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (RequestCallBack) Help() string {
	return `
Anybody can call, and anybody can write from an address that looks right. Call the
party back on a number that you had before, ask whether the answer is its own, and
record that: the answer is verified from then on. A number that came with the
answer does not count until somebody has verified it elsewhere.

Example:

    onrecord request call-back vault7/google --note "Ms Lind, press office."`
}

// Run records the call.
func (c *RequestCallBack) Run(p *terminal.Program) error {
	at, err := terminal.OptionalInstant("--at", c.At, p.Now(), true)
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
	in := answers.CallBackInput{Response: c.Response, Contact: c.Contact, At: at, Note: note}
	r, err := client.Call(p.Ctx, desk, operation.RequestCallBack, operation.OfRequest(request, in))
	if err != nil {
		return err
	}
	return p.Did(r, "recorded that the party confirmed its answer when called back")
}
