package desk

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TurnList is the command onrecord turn list.
type TurnList struct {
	Scope string         `enum:"mine,all,snoozed" default:"mine" placeholder:"WHAT" help:"mine (what waits for you), all (what waits for anybody, and you may do) or snoozed."`
	Kind  claim.TurnKind `placeholder:"KIND" help:"Only this kind: read, sort, look, clarify, deliver, due, review, returned, correct, publish, assess, ask, draft or held."`
	Case  string         `placeholder:"NAME" help:"Only in this case, whoever's turn it is."`
	After string         `placeholder:"CURSOR"`
	Limit int            `placeholder:"N" help:"; 50 if left out, at most 200."`
}

// Help implements kong.HelpProvider.
func (TurnList) Help() string {
	return `
The first column names each thing, for onrecord turn accept, assign, snooze, wake
and read.

Example:

    onrecord turn
    onrecord turn list --scope all --case vault7`
}

// Run lists what waits.
func (c TurnList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	page, err := client.Call(p.Ctx, desk, operation.TurnList, operation.TurnQuery{
		Scope: c.Scope, Kind: c.Kind, Case: c.Case, Page: operation.Page{After: c.After, Limit: c.Limit},
	})
	if err != nil {
		return err
	}
	if len(page.Items) == 0 {
		p.Say("nothing waits here")
	}
	if err := p.Show(page, func(w io.Writer) {
		for _, t := range page.Items {
			showTurn(w, t, p.Now())
		}
	}); err != nil {
		return err
	}
	p.More("--after", page.Next)
	return nil
}

func showTurn(w io.Writer, t desk.TurnItem, now time.Time) {
	fmt.Fprintf(w, "%s  %s\n  %s: %s", t.Item, t.What, t.Next, t.Why)
	if t.Case != "" {
		fmt.Fprintf(w, " (%s)", t.Case)
	}
	fmt.Fprintf(w, "\n  since %s", terminal.When(t.Since, now))
	if !t.Due.IsZero() {
		fmt.Fprintf(w, "; due %s%s", terminal.When(t.Due, now), terminal.Mark(t.Overdue, ", overdue"))
	}
	if t.For != "" {
		fmt.Fprintf(w, "; for %s, who is away", t.For)
	}
	if t.Assignee != "" {
		fmt.Fprintf(w, "; %s's turn", t.Assignee)
	}
	if !t.PassedOn.IsZero() {
		fmt.Fprintf(w, "; nobody took it up: yours as well since %s", terminal.When(t.PassedOn, now))
	}
	if t.Snoozed.After(now) {
		fmt.Fprintf(w, "; snoozed until %s", terminal.When(t.Snoozed, now))
	}
	fmt.Fprint(w, "\n\n")
}
