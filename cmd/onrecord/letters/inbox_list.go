package letters

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// InboxList is the command onrecord inbox list.
type InboxList struct {
	All    bool
	Before string `placeholder:"TIME"`
	After  string `placeholder:"TIME"`
}

// Help implements kong.HelpProvider.
func (InboxList) Help() string {
	return `
While a message from a party waits here, no reminder goes to that party. Record
what it says with onrecord answer --message ID, or say that it holds no answer
with onrecord inbox read. What could not be placed is in quarantine; where it is
known whom it may concern, say whether it does, with onrecord inbox accept or
onrecord inbox refuse. An answer
that was taken for an automatic reply is found with --all, and is answered in the
same way.

Example:

    onrecord inbox
    onrecord inbox list --all
    onrecord inbox list --after "2026-11-30 09:00 Europe/Riga"`
}

// Run lists the messages.
func (c InboxList) Run(p *terminal.Program) error {
	before, err := terminal.OptionalInstant("--before", c.Before, p.Now(), true)
	if err != nil {
		return err
	}
	after, err := terminal.OptionalInstant("--after", c.After, p.Now(), true)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	query, none := operation.InboxQuery{All: c.All}, "nothing waits for you"
	if c.All {
		none = "no messages have come in"
		terminal.Replace(&query.Before, before)
	} else {
		terminal.Replace(&query.After, after)
	}
	items, err := client.Call(p.Ctx, desk, operation.Inbox, query)
	if err != nil {
		return err
	}
	if len(items) == 0 {
		p.Say("%s", none)
	}
	if c.All && len(items) >= correspondence.MaxMessages {
		p.Say("there may be earlier ones: --before %q", items[0].ReceivedAt.UTC().Format(time.RFC3339Nano))
	}
	if !c.All && len(items) >= correspondence.MaxMessages {
		p.Say("there may be later ones: --after %q", items[len(items)-1].ReceivedAt.UTC().Format(time.RFC3339Nano))
	}
	return p.Show(items, func(w io.Writer) {
		for _, item := range items {
			listMessage(w, item, p.Now())
		}
	})
}

func listMessage(w io.Writer, m correspondence.InboxItem, now time.Time) {
	headMessage(w, m, now)
	terminal.Quote(w, cmp.Or(m.Newest, m.Text))
	switch {
	case m.Newest != "":
		fmt.Fprintf(w, "  … and what it quotes, or its signature: onrecord inbox show %s --all\n", m.Message)
	case m.Cut:
		fmt.Fprintf(w, "  … it goes on: onrecord inbox show %s\n", m.Message)
	}
	fmt.Fprintln(w)
}

func headMessage(w io.Writer, m correspondence.InboxItem, now time.Time) {
	fmt.Fprintf(w, "%s  %s\n  %s\n  From: %s\n  Subject: %s\n", m.Message, terminal.When(m.ReceivedAt, now), whereIs(m), m.Author(), m.Subject)
	showSender(w, m.Sender)
	showPassedOn(w, m)
	if len(m.Signs) > 0 {
		fmt.Fprintf(w, "  Looks like a machine's: %s\n", strings.Join(m.Signs, ", "))
	}
	for _, doubt := range m.Doubts {
		fmt.Fprintf(w, "  Doubt: %s\n", doubt)
	}
	for _, g := range m.Guesses {
		fmt.Fprintf(w, "  May be from %s in %s: %s\n", g.Party, g.Case, g.Why)
	}
	for _, wrapped := range m.Wrapped {
		fmt.Fprintf(w, "  %s\n", wrapped.Says)
	}
	if m.WayIn != "" {
		fmt.Fprintf(w, "  It was %s.\n", m.WayIn)
	}
}

// showPassedOn says whom a colleague's message, and one that was sent on as it was, names as the author. Nothing proves that.
func showPassedOn(w io.Writer, m correspondence.InboxItem) {
	if m.Sender != nil && m.Sender.Staff != "" {
		for _, o := range m.Origins {
			fmt.Fprintf(w, "  %s.\n", o.Says())
		}
	}
	if m.Redirected != "" {
		fmt.Fprintf(w, "  It says that %s has sent it on as it was. Nothing proves that.\n", m.Redirected)
	}
}

// whereIs says where a message went, and what became of it.
func whereIs(m correspondence.InboxItem) string {
	switch {
	case m.Discarded:
		return "discarded"
	case m.Quarantine != "":
		return "in quarantine: " + m.Quarantine.Says()
	}
	text := fmt.Sprintf("%s, from %s", m.Case, m.Party)
	if m.Class != "" && m.Class != received.MailAnswer {
		text += fmt.Sprintf(" (%s)", m.Class)
	}
	if m.ReadAt != nil {
		text += fmt.Sprintf("; read: %s", m.Disposition)
	}
	return text
}
