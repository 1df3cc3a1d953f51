package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimUpholdAnswers is the command onrecord claim uphold-answers.
type ClaimUpholdAnswers struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Party  string `arg:"" help:", by its short name."`
	Seen   *int64 `placeholder:"VERSION" help:"The version that you had before you, from onrecord claim show. Default: the one that is there now."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimUpholdAnswers) Help() string {
	return `
What a party said is of the words that the claim had then. When these change, it
counts for nothing until the party is asked again and answers, or somebody finds
that it holds for the new words. Whoever does is one of the authors of the claim,
and cannot sign it.

Example:

    onrecord claim uphold-answers vault7/google google --reason "It denied any contact; the new words name the month."`
}

// Run upholds what the party said.
func (c *ClaimUpholdAnswers) Run(p *terminal.Program) error {
	desk, reason, seen, err := reasoned(p, c.Claim, c.Reason, c.Seen)
	if err != nil {
		return err
	}
	in := writing.UpholdInput{Party: c.Party, Reason: reason, Seen: seen}
	r, err := client.Call(p.Ctx, desk, operation.AnswersUphold, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Did(r, "what %s said holds for what %s says now", c.Party, c.Claim)
}
