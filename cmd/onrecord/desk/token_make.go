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
	Scope people.Scope `default:"read" enum:"read,write,admin" help:"read: look at things; write: all but managing people, desk, engine and tokens; admin: all that you may."`
	Days  int          `placeholder:"N" default:"90" help:"After how many days it ends; 0 for never. Default 90."`
}

// Help implements kong.HelpProvider.
func (TokenMake) Help() string {
	return `
It prints the token, this once. Whoever has it acts as you, within its scope.

Example:

    onrecord token make "nightly report" --scope read --days 30`
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
	return p.Show(t, func(w io.Writer) { fmt.Fprintln(w, t.Text) })
}
