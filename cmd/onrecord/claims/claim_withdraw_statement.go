package claims

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimWithdrawStatement is the command onrecord claim withdraw-statement.
type ClaimWithdrawStatement struct {
	Claim     string    `arg:"" help:"CASE/CLAIM."`
	Statement uuid.UUID `arg:"" help:" of the statement, from onrecord claim show."`
	Reason    string    `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimWithdrawStatement) Help() string {
	return `
It counts no more, and what it had taken the place of stands again. It stays in the
record, and the reason with it. To correct a statement, withdraw it and record it
anew.

Example:

    onrecord claim withdraw-statement vault7/google 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --reason "It was Alphabet that said so."`
}

// Run withdraws the statement.
func (c *ClaimWithdrawStatement) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.StatementWithdraw, operation.OfStatement(c.Claim, c.Statement, operation.Reason(reason)))
	if err != nil {
		return err
	}
	return p.Did(r, "withdrew the statement; it stays in the record")
}
