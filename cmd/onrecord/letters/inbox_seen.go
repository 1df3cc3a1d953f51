package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// InboxSeen is the command onrecord inbox seen.
type InboxSeen struct {
	Message terminal.Called `arg:"" help:" of the message."`
}

// Help implements kong.HelpProvider.
func (InboxSeen) Help() string {
	return `
What came on the answer page is recorded by itself, and waits until somebody has
looked at it.

Example:

    onrecord inbox seen 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run says that the answer was looked at.
func (c *InboxSeen) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	message, err := messageCalled(p, desk, c.Message)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MessageSeen, operation.MessagePath{Message: message})
	if err != nil {
		return err
	}
	return p.Did(r, "looked at the answer")
}
