package claims

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimContest is the command onrecord claim contest.
type ClaimContest struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	One    string `arg:""`
	Other  string `arg:""`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimContest) Help() string {
	return `
Two who seem independent count as one origin from then on. It prints the identifier
by which that can be taken back.

Example:

    onrecord claim contest vault7/genuine "A contractor" "The agency" --reason "One works for the other."`
}

// Run contests that two are independent.
func (c *ClaimContest) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := writing.ContestInput{One: c.One, Other: c.Other, Reason: reason}
	r, err := client.Call(p.Ctx, desk, operation.IndependenceContest, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Made(r, r.ID.String(), "%s and %s count as one origin", c.One, c.Other)
}

// ClaimUncontest is the command onrecord claim uncontest.
type ClaimUncontest struct {
	Claim   string    `arg:"" help:"CASE/CLAIM."`
	Contest uuid.UUID `arg:"" help:", from onrecord claim show."`
	Reason  string    `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimUncontest) Help() string {
	return `
Example:

    onrecord claim uncontest vault7/genuine 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --reason "It left the agency years ago."`
}

// Run takes back that two origins are one.
func (c *ClaimUncontest) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.IndependenceRestore, operation.OfContest(c.Claim, c.Contest, operation.Reason(reason)))
	if err != nil {
		return err
	}
	return p.Did(r, "they count as independent again, as far as nothing else makes them one")
}
