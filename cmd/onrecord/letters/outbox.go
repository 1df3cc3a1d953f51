package letters

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Outbox is the command onrecord outbox.
type Outbox struct {
	All bool
}

// Help implements kong.HelpProvider.
func (Outbox) Help() string {
	return `
Without --all it lists what needs an eye: letters that wait, came back, or whose
outcome is uncertain.

Example:

    onrecord outbox --all`
}

// Run lists letters.
func (c *Outbox) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	items, err := client.Call(p.Ctx, desk, operation.Outbox, operation.OutboxQuery{All: c.All})
	if err != nil {
		return err
	}
	if len(items) == 0 {
		p.Say("%s", emptyOutbox(c.All))
	}
	return p.Show(items, func(w io.Writer) {
		var rows [][]string
		for _, l := range items {
			rows = append(rows, []string{l.Case, l.Party, string(l.Kind), terminal.When(l.DispatchedAt, p.Now()), delivery(l, p.Now()), fmt.Sprint(l.Attempts)})
		}
		if len(rows) > 0 {
			terminal.Table(w, "CASE,PARTY,LETTER,DISPATCHED,DELIVERY,ATTEMPTS", rows)
		}
	})
}

func emptyOutbox(all bool) string {
	if all {
		return "no letter has been written yet"
	}
	return "no letter needs an eye; all of them: onrecord outbox --all"
}

// delivery says how far a letter got, and why.
func delivery(l correspondence.OutboxItem, now time.Time) string {
	text := string(l.Delivery)
	if l.Delivery == letters.DeliveryNone {
		text = "waits"
	}
	if l.Reason != "" {
		text += " (" + l.Reason.Says() + ")"
	}
	if l.NextTry != nil {
		text += "; next try " + terminal.When(*l.NextTry, now)
	}
	if l.Said != "" {
		text += "; the server said: " + strings.Join(strings.Fields(l.Said), " ")
	}
	return text + terminal.Mark(l.Uncertain && l.Delivery != letters.DeliveryUncertain, ", was uncertain")
}
