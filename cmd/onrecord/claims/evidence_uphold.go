package claims

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// EvidenceUphold is the command onrecord evidence uphold.
type EvidenceUphold struct {
	Claim    string      `arg:"" help:"CASE/CLAIM."`
	Evidence []uuid.UUID `arg:"" optional:"" help:", from onrecord evidence list."`
	Seen     *int64      `placeholder:"VERSION" help:"The version that you had before you, from onrecord claim show. Default: the one that is there now."`
	Reason   string      `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (EvidenceUphold) Help() string {
	return `
What a piece of evidence shows was judged of the words that the claim had then. When
these change, it counts for nothing until somebody finds that it stands for the new
ones. Whoever does is one of the authors of the claim, and cannot sign it.

Example:

    onrecord evidence uphold vault7/google --reason "The letter names both months."`
}

// Run upholds the evidence.
func (c *EvidenceUphold) Run(p *terminal.Program) error {
	desk, reason, seen, err := reasoned(p, c.Claim, c.Reason, c.Seen)
	if err != nil {
		return err
	}
	in := writing.UpholdEvidenceInput{StandsInput: writing.StandsInput{Reason: reason, Seen: seen}, Evidence: c.Evidence}
	r, err := client.Call(p.Ctx, desk, operation.EvidenceUphold, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Did(r, "the evidence stands for what %s says now", c.Claim)
}
