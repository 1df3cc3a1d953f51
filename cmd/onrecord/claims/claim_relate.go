package claims

import (
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimRelate is the command onrecord claim relate.
type ClaimRelate struct {
	Claim  string            `arg:"" help:"CASE/CLAIM."`
	As     relation.Relation `arg:"" help:": 'rests on', contradicts or repeats."`
	To     string            `arg:""`
	Reason string            `placeholder:"TEXT" help:"Why; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimRelate) Help() string {
	return `
What rests on a claim that falls (refuted, disputed, unverifiable, withdrawn, declined,
retracted or taken down) or is being corrected comes to somebody's turn.

Example:

    onrecord claim relate vault7/patched "rests on" affected`
}

// Run relates the claims.
func (c *ClaimRelate) Run(p *terminal.Program) error {
	return relate(p, operation.ClaimRelate, c.Claim, c.As, c.To, c.Reason, "%s %s %s")
}

// ClaimUnrelate is the command onrecord claim unrelate.
type ClaimUnrelate struct {
	Claim  string            `arg:"" help:"CASE/CLAIM."`
	As     relation.Relation `arg:"" help:": 'rests on', contradicts or repeats."`
	To     string            `arg:""`
	Reason string            `required:"" placeholder:"TEXT" help:"Why; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimUnrelate) Help() string {
	return `
Example:

    onrecord claim unrelate vault7/patched "rests on" affected --reason "Google patches what others are affected by."`
}

// Run ends the relation.
func (c *ClaimUnrelate) Run(p *terminal.Program) error {
	return relate(p, operation.ClaimUnrelate, c.Claim, c.As, c.To, c.Reason, "that %s %s %s is so no more")
}

func relate(p *terminal.Program,
	op *operation.Operation[operation.ClaimWith[writing.RelateInput], casework.Receipt],
	name string, as relation.Relation, to, why, says string,
) error {
	reason := ""
	if why != "" {
		var err error
		if reason, err = p.Text("--reason", why); err != nil {
			return err
		}
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, op, operation.OfClaim(name, writing.RelateInput{To: to, As: as, Reason: reason}))
	if err != nil {
		return err
	}
	return p.Did(r, says, name, as, to)
}

// ClaimUphold is the command onrecord claim uphold.
type ClaimUphold struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Seen   *int64 `placeholder:"VERSION" help:"The version that you had before you, from onrecord claim show. Default: the one that is there now."`
	Reason string `required:"" placeholder:"TEXT" help:"Why; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimUphold) Help() string {
	return `
A finding that says that a claim is so is not published while one that it rests on has
fallen, or is being corrected, and nobody has said why it stands. Whoever does is one of
the authors of the claim, and cannot sign it.

Example:

    onrecord claim uphold vault7/patched --reason "The patch notes say so themselves."`
}

// Run upholds the claim.
func (c *ClaimUphold) Run(p *terminal.Program) error {
	desk, reason, seen, err := reasoned(p, c.Claim, c.Reason, c.Seen)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimUphold, operation.OfClaim(c.Claim, writing.StandsInput{Reason: reason, Seen: seen}))
	if err != nil {
		return err
	}
	return p.Did(r, "%s stands", c.Claim)
}
