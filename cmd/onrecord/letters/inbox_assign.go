package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// InboxAssign is the command onrecord inbox assign.
type InboxAssign struct {
	Message terminal.Called `arg:"" help:" of the message."`
	Case    string          `required:"" placeholder:"NAME" help:"The case that it belongs to."`
	Party   string          `required:"" placeholder:"NAME" help:"Who wrote it; a party that was asked in this case."`
}

// Help implements kong.HelpProvider.
func (InboxAssign) Help() string {
	return `
Example:

    onrecord inbox assign 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --case vault7 --party google`
}

// Run assigns the message.
func (c *InboxAssign) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	message, err := messageCalled(p, desk, c.Message)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MessageAssign, operation.OfMessage(message, answers.AssignInput{Case: c.Case, Party: c.Party}))
	if err != nil {
		return err
	}
	return p.Did(r, "assigned the message to %s in %s; it waits to be read", c.Party, c.Case)
}
