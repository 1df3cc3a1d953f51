package desk

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TurnAssign is the command onrecord turn assign.
type TurnAssign struct {
	Item   []string `arg:"" help:"Names of what waits, from onrecord turn."`
	To     string   `placeholder:"HANDLE" help:"Whose turn it is from now on."`
	Nobody bool     `help:"It is nobody's turn in particular any more."`
}

// Help implements kong.HelpProvider.
func (TurnAssign) Help() string {
	return `
Everybody who sees the case sees whose turn it is. A person who could not do it is
refused. What does not wait any more is passed over.

Example:

    onrecord turn assign review.9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --to jonas`
}

// Run assigns what waits.
func (c *TurnAssign) Run(p *terminal.Program) error {
	if (c.To == "") != c.Nobody {
		return claim.Errorf(claim.CodeInvalid, "say whose turn it is: --to HANDLE, or --nobody")
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	d, err := client.Call(p.Ctx, desk, operation.TurnAssign, operation.Body(operation.AssignTurnInput{Person: c.To, ItemsInput: operation.ItemsInput{Items: c.Item}}))
	if err != nil {
		return err
	}
	if c.Nobody {
		return dealt(p, d, len(c.Item), "nobody's turn in particular now")
	}
	return dealt(p, d, len(c.Item), "assigned to "+c.To)
}
