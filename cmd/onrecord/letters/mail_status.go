package letters

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// MailStatus is the command onrecord mail status.
type MailStatus struct{}

// Help implements kong.HelpProvider.
func (MailStatus) Help() string {
	return `
Example:

    onrecord mail status`
}

// Run shows the status.
func (MailStatus) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	s, err := client.Call(p.Ctx, desk, operation.MailState, operation.None{})
	if err != nil {
		return err
	}
	return p.Show(s, func(w io.Writer) { showMail(w, s, p.Now()) })
}

func showMail(w io.Writer, s operation.MailStatus, now time.Time) {
	fmt.Fprintf(w, "letters    %s\n", cmp.Or(s.Sender, "wait in the outbox: smtp_server is not set"))
	showEncryption(w, s.Sealed)
	fmt.Fprintf(w, "received   %s\n", cmp.Or(s.Listens, "at no address of its own"))
	if s.Waits > 0 {
		fmt.Fprintf(w, "waiting    to be taken in: %d, the oldest since %s\n", s.Waits, terminal.When(s.Since, now))
	}
	if s.Mailbox == "" {
		fmt.Fprintln(w, "mailbox    none: imap_server is not set")
		return
	}
	fmt.Fprintf(w, "mailbox    %s, folder %s\n", s.Mailbox, s.Folder)
	showEncryption(w, s.Reading.Encryption)
	fmt.Fprintf(w, "sign-in    %s %s\n", s.SignIn, s.Flow)
	switch m := s.Reading; {
	case m.Reading:
		fmt.Fprintf(w, "reading    since %s, last looked through %s\n", terminal.When(m.Since, now), terminal.When(m.Looked, now))
	case m.Problem != "":
		fmt.Fprintf(w, "reading    not since %s: %s\n", terminal.When(m.Since, now), m.Problem)
		if m.Hint != "" {
			fmt.Fprintf(w, "           %s\n", m.Hint)
		}
	default:
		fmt.Fprintln(w, "reading    not yet")
	}
	for _, left := range s.Reading.Left {
		fmt.Fprintf(w, "left       %d KB, arrived %s: %s\n", left.Bytes/1000, terminal.When(left.ArrivedAt, now), left.Why)
	}
}

// showEncryption says how the last connection to a server was encrypted, if there was one.
func showEncryption(w io.Writer, says string) {
	if says != "" {
		fmt.Fprintf(w, "           last time by %s\n", says)
	}
}
