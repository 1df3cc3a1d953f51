package claims

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// EvidenceDisclose is the command onrecord evidence disclose.
type EvidenceDisclose struct {
	Claim    string    `arg:"" help:"CASE/CLAIM."`
	Evidence uuid.UUID `arg:"" help:" of the evidence, from onrecord evidence list."`
	Internal bool      `help:"Make it internal again."`
}

// Help implements kong.HelpProvider.
func (EvidenceDisclose) Help() string {
	return `
Readers of the finding see its title, where it was found, its origin in words and the
hash of its file; not what it says, nor the file. What was signed is stale then.

Example:

    onrecord evidence disclose vault7/google 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run makes the evidence public, or internal.
func (c *EvidenceDisclose) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := operation.EvidenceWith[writing.DiscloseInput]{EvidencePath: operation.EvidenceOf(c.Claim, c.Evidence), Body: writing.DiscloseInput{Public: !c.Internal}}
	r, err := client.Call(p.Ctx, desk, operation.EvidenceDisclose, in)
	if err != nil {
		return err
	}
	if c.Internal {
		return p.Did(r, "the evidence is internal")
	}
	return p.Did(r, "readers of the finding see that there is this evidence")
}
