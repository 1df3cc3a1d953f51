package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// InboxSender is the command onrecord inbox sender.
type InboxSender struct {
	Message terminal.Called `arg:"" help:" of the message."`
	Role    string          `placeholder:"TEXT"`
}

// Help implements kong.HelpProvider.
func (InboxSender) Help() string {
	return `
From then on the address is known as the party's. Letters still go where they went:
onrecord contact choose. Make sure that it is the party's before: anybody can write
any sender into a message.

Example:

    onrecord inbox sender 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --role 'press office'`
}

// Run adds the address.
func (c *InboxSender) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	message, err := messageCalled(p, desk, c.Message)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MessageSender, operation.OfMessage(message, answers.SenderInput{Role: c.Role}))
	if err != nil {
		return err
	}
	return p.Did(r, "added the sender to the contact points of the party")
}
