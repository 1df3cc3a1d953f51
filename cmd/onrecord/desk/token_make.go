package desk

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TokenMake is the command onrecord token make.
type TokenMake struct {
	Label string       `arg:""`
	Scope people.Scope `default:"read" enum:"read,write,admin,calendar" help:"read: look at things; write: all but managing people, desk, engine and tokens; admin: all that you may; calendar: the calendars of what stands ahead, and nothing else."`
	Days  int          `placeholder:"N" default:"90" help:"After how many days it ends; 0 for never. Default 90."`
}

// Help implements kong.HelpProvider.
func (TokenMake) Help() string {
	return `
It prints the token, this once. Whoever has it acts as you, within its scope. With the scope calendar it prints the
addresses of the calendars: what is due when in the cases that you may see, for a calendar program to subscribe to.

Example:

    onrecord token make "nightly report" --scope read --days 30
    onrecord token make "my phone" --scope calendar --days 0`
}

// Run makes the token.
func (c *TokenMake) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	t, err := client.Call(p.Ctx, desk, operation.TokenMake, operation.Body(operation.TokenInput{Label: c.Label, Scope: c.Scope, Days: c.Days}))
	if err != nil {
		return err
	}
	if t.EndsAt.IsZero() {
		p.Say("a token to %s, without end; it is shown this once", t.Scope)
	} else {
		p.Say("a token to %s, until %s; it is shown this once", t.Scope, terminal.When(t.EndsAt, p.Now()))
	}
	return p.Show(t, func(w io.Writer) {
		if len(t.Calendars) == 0 {
			fmt.Fprintln(w, t.Text)
		}
		for _, c := range t.Calendars {
			fmt.Fprintln(w, desk.Address()+c.Path)
		}
	})
}
