package main

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type assessCmd struct {
	Claim   string           `arg:"" help:"CASE/CLAIM."`
	Outcome claim.Outcome    `required:"" placeholder:"OUTCOME"`
	Why     verification.Why `placeholder:"WHY"`

	ForReaders string `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`

	Rationale string `default:"-" placeholder:"TEXT" help:": a text, @FILE, or what is piped in (default)."`
	AsOf      string `placeholder:"TIME"`
}

// Help implements kong.HelpProvider.
func (assessCmd) Help() string {
	return `
The claim is in review then: somebody else has to sign the outcome.

Example:

    onrecord assess vault7/microsoft --outcome confirmed --rationale "The press office confirms initial contact, in writing." \
        --for-readers "Microsoft says so itself, on the record."
    onrecord assess vault7/mozilla --outcome unverified --why "not answered" --rationale "Four letters, and no answer."`
}

// Run proposes the outcome.
func (c *assessCmd) Run(p *program) error {
	in, err := c.input(p)
	if err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.ClaimAssess, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.did(r, "proposed %q for %s; it is in review", c.Outcome, c.Claim)
}

func (c *assessCmd) input(p *program) (casework.AssessInput, error) {
	in := casework.AssessInput{Outcome: c.Outcome, Why: c.Why}
	var err error
	if in.AsOf, err = optionalInstant("--as-of", c.AsOf, p.now(), true); err != nil {
		return in, err
	}
	if in.Rationale, err = p.text("--rationale", c.Rationale); err != nil {
		return in, err
	}
	in.ForReaders, err = p.text("--for-readers", c.ForReaders)
	return in, err
}
