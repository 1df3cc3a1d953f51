package letters

import (
	"strings"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// InboxAccept is the command onrecord inbox accept.
type InboxAccept struct {
	Message terminal.Called `arg:"" help:" of the message."`
	Case    string          `placeholder:"NAME" help:"The case, where it may belong to several."`
	Party   string          `placeholder:"NAME" help:"The party, likewise."`
}

// Help implements kong.HelpProvider.
func (InboxAccept) Help() string {
	return `
A message that has the code of a request in it, repeats what a party was asked, or
comes from a known contact and names no request, is guessed to be the party's. Until
somebody has looked, the clock of that party stands still.

Example:

    onrecord inbox accept 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run accepts the guess.
func (c *InboxAccept) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	message, err := messageCalled(p, desk, c.Message)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MessageAccept, operation.OfMessage(message, answers.GuessInput{Case: c.Case, Party: c.Party}))
	if err != nil {
		return err
	}
	if err := p.Did(r, "accepted the message; it waits to be read"); err != nil {
		return err
	}
	m, err := client.Call(p.Ctx, desk, operation.MessageShow, operation.MessagePath{Message: message})
	if err == nil && len(m.Doubts) > 0 {
		p.Say("%s To add the address: onrecord inbox sender %s", strings.Join(m.Doubts, " "), message)
	}
	return nil
}
