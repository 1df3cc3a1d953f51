package desk

import (
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TurnAccept is the command onrecord turn accept.
type TurnAccept struct {
	Item []string `arg:"" help:"Names of what waits, from onrecord turn."`
}

// Help implements kong.HelpProvider.
func (TurnAccept) Help() string {
	return `
It is your turn then, and nobody else's. What does not wait any more is passed over.

Example:

    onrecord turn accept read.9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run accepts what waits.
func (c *TurnAccept) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	d, err := client.Call(p.Ctx, desk, operation.TurnAccept, operation.Items(c.Item...))
	if err != nil {
		return err
	}
	return dealt(p, d, len(c.Item), "it is your turn now")
}

// dealt says what was done to things that wait, and what was passed over.
func dealt(p *terminal.Program, d operation.Dealt, named int, said string) error {
	switch passed := named - d.Done; {
	case d.Done == 0:
		p.Say("nothing was done: it was dealt with already, or cannot be done this way")
	case passed > 0:
		p.Say("%s: %d; passed over: %d", said, d.Done, passed)
	default:
		p.Say("%s: %d", said, d.Done)
	}
	return p.Show(d, func(io.Writer) {})
}
