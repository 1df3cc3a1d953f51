package claims

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// EvidenceWithdraw is the command onrecord evidence withdraw.
type EvidenceWithdraw struct {
	Claim    string    `arg:"" help:"CASE/CLAIM."`
	Evidence uuid.UUID `arg:"" help:" of the evidence, from onrecord evidence list."`
	Reason   string    `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (EvidenceWithdraw) Help() string {
	return `
The desk no longer relies on it. It stays in the record, and the reason with it.

Example:

    onrecord evidence withdraw vault7/google 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --reason "The letter is forged."`
}

// Run withdraws the evidence.
func (c *EvidenceWithdraw) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.EvidenceWithdraw, operation.EvidenceWith[operation.Because]{EvidencePath: operation.EvidenceOf(c.Claim, c.Evidence), Body: operation.Reason(reason)})
	if err != nil {
		return err
	}
	return p.Did(r, "withdrew the evidence; it stays in the record")
}
