package letters

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// InboxShow is the command onrecord inbox show.
type InboxShow struct {
	Message terminal.Called `arg:"" help:" of the message."`
	All     bool            `help:"Also what it quotes, the signature, disclaimers and notices of gateways."`
}

// Help implements kong.HelpProvider.
func (InboxShow) Help() string {
	return `
It shows what they wrote, also in a message that was read already. What it quotes,
the signature, disclaimers and notices of gateways are counted and left out, unless
there is nothing else; --all shows them.

Example:

    onrecord inbox show 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run shows the message.
func (c *InboxShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	message, err := messageCalled(p, desk, c.Message)
	if err != nil {
		return err
	}
	m, err := client.Call(p.Ctx, desk, operation.MessageShow, operation.MessagePath{Message: message})
	if err != nil {
		return err
	}
	return p.Show(m, func(w io.Writer) {
		headMessage(w, m, p.Now())
		for _, odd := range m.Problems {
			fmt.Fprintf(w, "  Odd: %s\n", odd)
		}
		showPassages(w, m.MailText, c.All || !m.AnyNew())
		showFiles(w, m.Files)
		fmt.Fprintln(w)
	})
}

// showPassages shows what is new of a message, and of the rest how much there is, or all of it.
func showPassages(w io.Writer, m mailtext.MailText, all bool) {
	for _, passage := range m.Passages() {
		if !passage.New() {
			fmt.Fprintf(w, "  %s (%d lines)\n", passage.Kind.Title(), passage.Lines())
		}
		if passage.New() || all {
			terminal.Quote(w, strings.Trim(passage.Text, "\n"))
		}
	}
}

// showFiles lists what is attached: what it says it is, what it is, and its hash.
func showFiles(w io.Writer, files []mailtext.MailFile) {
	for _, f := range files {
		fmt.Fprintf(w, "  File: %s, %d bytes, says it is %s", cmp.Or(f.Name, "without a name"), f.Size, cmp.Or(f.Type, "nothing"))
		if f.Content != "" {
			fmt.Fprintf(w, "; by its content, %s", f.Content)
		}
		fmt.Fprintln(w)
		for _, warning := range f.Warnings {
			fmt.Fprintf(w, "    %s\n", warning)
		}
		if f.SHA256 != "" {
			fmt.Fprintf(w, "    SHA-256 %s\n", f.SHA256)
		}
	}
}
