package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// InboxDiscard is the command onrecord inbox discard.
type InboxDiscard struct {
	Message terminal.Called `arg:"" help:" of the message."`
}

// Help implements kong.HelpProvider.
func (InboxDiscard) Help() string {
	return `
Example:

    onrecord inbox discard 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run discards the message.
func (c *InboxDiscard) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	message, err := messageCalled(p, desk, c.Message)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MessageDiscard, operation.MessagePath{Message: message})
	if err != nil {
		return err
	}
	return p.Did(r, "discarded the message; its bytes are kept")
}
