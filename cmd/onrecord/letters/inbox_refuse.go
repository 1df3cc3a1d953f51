package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// InboxRefuse is the command onrecord inbox refuse.
type InboxRefuse struct {
	Message terminal.Called `arg:"" help:" of the message."`
	Case    string          `placeholder:"NAME" help:"The case, where it may belong to several."`
	Party   string          `placeholder:"NAME" help:"The party, likewise."`
}

// Help implements kong.HelpProvider.
func (InboxRefuse) Help() string {
	return `
The clock of the party runs again, and the message stays in quarantine until somebody
gives it to a party or takes it out.

Example:

    onrecord inbox refuse 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run refuses the guess.
func (c *InboxRefuse) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	message, err := messageCalled(p, desk, c.Message)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MessageRefuse, operation.OfMessage(message, answers.GuessInput{Case: c.Case, Party: c.Party}))
	if err != nil {
		return err
	}
	return p.Did(r, "refused the guess; the message stays in quarantine")
}
