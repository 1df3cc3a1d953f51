package desk

import (
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TokenList is the command onrecord token list.
type TokenList struct{}

// Help implements kong.HelpProvider.
func (TokenList) Help() string {
	return `
Example:

    onrecord token list`
}

// Run lists the tokens.
func (TokenList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	tokens, err := client.Call(p.Ctx, desk, operation.TokenList, operation.None{})
	if err != nil {
		return err
	}
	instant := func(t time.Time, none string) string {
		if t.IsZero() {
			return none
		}
		return terminal.When(t, p.Now())
	}
	return p.Show(tokens, func(w io.Writer) {
		var rows [][]string
		for _, t := range tokens {
			rows = append(rows, []string{t.ID.String(), t.Label, string(t.Scope), instant(t.UsedAt, "never"), instant(t.EndsAt, "never")})
		}
		terminal.Table(w, "TOKEN,FOR,SCOPE,LAST USED,ENDS", rows)
	})
}
