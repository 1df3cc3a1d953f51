package main

import (
	"io"
	"time"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type tokenListCmd struct{}

// Help implements kong.HelpProvider.
func (tokenListCmd) Help() string {
	return `
Example:

    onrecord token list`
}

// Run lists the tokens.
func (tokenListCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	tokens, err := client.Call(p.ctx, desk, operation.TokenList, operation.None{})
	if err != nil {
		return err
	}
	instant := func(t time.Time, none string) string {
		if t.IsZero() {
			return none
		}
		return when(t, p.now())
	}
	return p.show(tokens, func(w io.Writer) {
		var rows [][]string
		for _, t := range tokens {
			rows = append(rows, []string{t.ID.String(), t.Label, string(t.Scope), instant(t.UsedAt, "never"), instant(t.EndsAt, "never")})
		}
		table(w, "TOKEN,FOR,SCOPE,LAST USED,ENDS", rows)
	})
}
