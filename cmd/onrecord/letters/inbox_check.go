package letters

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// InboxCheck is the command onrecord inbox check.
type InboxCheck struct {
	Message terminal.Called `arg:"" help:" of the message."`
}

// Help implements kong.HelpProvider.
func (InboxCheck) Help() string {
	return `
When a message comes in, its signatures and the policy of its sender's domain are
checked, and the sender is compared with the party's contact points. Have that
done again if the DNS did not answer, or when a contact point was added or
verified. Answers that were recorded from the message keep their grade.

Example:

    onrecord inbox check 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run checks the message.
func (c *InboxCheck) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	message, err := messageCalled(p, desk, c.Message)
	if err != nil {
		return err
	}
	if _, err := client.Call(p.Ctx, desk, operation.MessageCheck, operation.MessagePath{Message: message}); err != nil {
		return err
	}
	m, err := client.Call(p.Ctx, desk, operation.MessageShow, operation.MessagePath{Message: message})
	if err != nil {
		return err
	}
	return p.Show(m.Sender, func(w io.Writer) { showSender(w, m.Sender) })
}

// showSender says who sent a message, as far as it is known.
func showSender(w io.Writer, s *correspondence.SenderView) {
	if s == nil {
		return
	}
	grade := ""
	if s.Grade != "" {
		grade = string(s.Grade) + ". "
	}
	fmt.Fprintf(w, "  Sender: %s%s\n", grade, s.Says)
	for _, found := range s.Found {
		fmt.Fprintf(w, "    - %s\n", found)
	}
}
