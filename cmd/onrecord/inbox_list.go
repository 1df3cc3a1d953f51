package main

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
)

type inboxListCmd struct{}

// Help implements kong.HelpProvider.
func (inboxListCmd) Help() string {
	return `
While a message from a party waits here, no reminder goes to that party. Record
what it says with onrecord answer --message ID, or say that it holds no answer
with onrecord inbox read. What could not be placed is in quarantine.

Example:

    onrecord inbox`
}

// Run lists the messages.
func (inboxListCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	items, err := desk.Inbox(p.ctx)
	if err != nil {
		return err
	}
	if len(items) == 0 {
		p.say("nothing waits for you")
	}
	return p.show(items, func(w io.Writer) {
		for _, item := range items {
			showMessage(w, item, p.now())
		}
	})
}

func showMessage(w io.Writer, m casework.InboxItem, now time.Time) {
	where := fmt.Sprintf("%s, from %s", m.Case, m.Party)
	if m.Quarantine != "" {
		where = "in quarantine: " + m.Quarantine
	}
	fmt.Fprintf(w, "%s  %s\n  %s\n  From: %s\n  Subject: %s\n", m.Message, when(m.ReceivedAt, now), where, m.From, m.Subject)
	quote(w, m.Text)
	fmt.Fprintln(w)
}
