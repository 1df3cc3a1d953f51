package claims

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimWeighAnswer is the command onrecord claim weigh-answer.
type ClaimWeighAnswer struct {
	Claim  string    `arg:"" help:"CASE/CLAIM."`
	Answer uuid.UUID `arg:"" help:", from onrecord claim show."`
	Is     string    `required:"" enum:"own,not-own" placeholder:"own|not-own" help:"Whether it is the party's own."`
	Reason string    `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimWeighAnswer) Help() string {
	return `
Mail from a look-alike domain, from a stranger, or that fails what its domain asks of
mail in its name, may not be the party's. It takes the place of no answer that is
surer. What something speaks against counts for nothing even alone, nor does what a
stranger wrote who need not have had our letter. Somebody makes
sure, and decides. Whoever does is one of the authors of the claim, and cannot sign it.

Example:

    onrecord claim weigh-answer vault7/microsoft 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --is not-own --reason "The press office, on its known number: not ours."`
}

// Run decides it.
func (c *ClaimWeighAnswer) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := answers.WeighInput{Answer: c.Answer, ItsOwn: c.Is == "own", Reason: reason}
	r, err := client.Call(p.Ctx, desk, operation.AnswerWeigh, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	if in.ItsOwn {
		return p.Did(r, "the answer about %s counts as the party's own", c.Claim)
	}
	return p.Did(r, "the answer about %s counts for nothing", c.Claim)
}
