package main

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type claimContestCmd struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	One    string `arg:""`
	Other  string `arg:""`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (claimContestCmd) Help() string {
	return `
Two who seem independent count as one origin from then on. It prints the identifier
by which that can be taken back.

Example:

    onrecord claim contest vault7/genuine "A contractor" "The agency" --reason "One works for the other."`
}

// Run contests that two are independent.
func (c *claimContestCmd) Run(p *program) error {
	reason, err := p.text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	in := casework.ContestInput{One: c.One, Other: c.Other, Reason: reason}
	r, err := client.Call(p.ctx, desk, operation.IndependenceContest, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.made(r, r.ID.String(), "%s and %s count as one origin", c.One, c.Other)
}

type claimUncontestCmd struct {
	Claim   string    `arg:"" help:"CASE/CLAIM."`
	Contest uuid.UUID `arg:"" help:", from onrecord claim show."`
	Reason  string    `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (claimUncontestCmd) Help() string {
	return `
Example:

    onrecord claim uncontest vault7/genuine 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e --reason "It left the agency years ago."`
}

// Run takes back that two origins are one.
func (c *claimUncontestCmd) Run(p *program) error {
	reason, err := p.text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.IndependenceRestore, operation.OfContest(c.Claim, c.Contest, operation.Reason(reason)))
	if err != nil {
		return err
	}
	return p.did(r, "they count as independent again, as far as nothing else makes them one")
}
