package letters

import (
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// InboxRead is the command onrecord inbox read.
type InboxRead struct {
	Message     terminal.Called     `arg:"" help:" of the message."`
	Disposition letters.Disposition `required:"" name:"is" placeholder:"WHAT" help:"What you made of it; with clarification they ask back, with more time they ask for that, and the clock stays stopped."`
	Promised    string              `placeholder:"TIME"`
	AnswerBy    string              `placeholder:"TIME" help:"With more time: until when it is given, in the same act; the party is told."`
	Reason      string              `placeholder:"TEXT" help:"With --answer-by: why; the party reads it. @FILE, or - for what is piped in."`
	Request     string              `placeholder:"ID" help:"With --answer-by: the request that gets more time, if the party has several."`
}

// Help implements kong.HelpProvider.
func (InboxRead) Help() string {
	return `
Example:

    onrecord inbox read 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --is acknowledgement --promised 2026-11-06T18:00
    onrecord inbox read 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --is "more time" --answer-by 2d --reason "As you asked."`
}

// Run says what the message is.
func (c *InboxRead) Run(p *terminal.Program) error {
	promised, err := terminal.OptionalInstant("--promised", c.Promised, p.Now(), false)
	if err != nil {
		return err
	}
	in := answers.ReadInput{Disposition: c.Disposition, Promised: promised}
	if in.MoreTime, err = moreTime(p, c.AnswerBy, c.Reason, c.Request); err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	message, err := messageCalled(p, desk, c.Message)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MessageRead, operation.OfMessage(message, in))
	if err != nil {
		return err
	}
	return p.Did(r, "read the message: %s", c.Disposition)
}

// moreTime is the time that is given in the act that takes in what asks for it; nil for none.
func moreTime(p *terminal.Program, until, why, request string) (*answers.MoreTimeInput, error) {
	if until == "" && why == "" {
		return nil, nil
	}
	at, err := answerBy(until, p.Now())
	if err != nil {
		return nil, err
	}
	reason, err := p.Text("--reason", why)
	return &answers.MoreTimeInput{Request: request, AnswerBy: at, Reason: reason}, err
}
