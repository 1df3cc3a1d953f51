package claims

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Assess is the command onrecord assess.
type Assess struct {
	Claim   string        `arg:"" help:"CASE/CLAIM."`
	Outcome claim.Outcome `required:"" placeholder:"OUTCOME"`
	Why     finding.Why   `placeholder:"WHY"`

	ForReaders string `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`

	Rationale string `default:"-" placeholder:"TEXT" help:": a text, @FILE, or what is piped in (default)."`
	AsOf      string `placeholder:"TIME"`
}

// Help implements kong.HelpProvider.
func (Assess) Help() string {
	return `
The claim is in review then: somebody else has to sign the outcome.

Example:

    onrecord assess vault7/microsoft --outcome confirmed --rationale "The press office confirms initial contact, in writing." \
        --for-readers "Microsoft says so itself, on the record."
    onrecord assess vault7/mozilla --outcome unverified --why "not answered" --rationale "Four letters, and no answer."`
}

// Run proposes the outcome.
func (c *Assess) Run(p *terminal.Program) error {
	in, err := c.input(p)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimAssess, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Did(r, "proposed %q for %s; it is in review", c.Outcome, c.Claim)
}

func (c *Assess) input(p *terminal.Program) (findings.AssessInput, error) {
	in := findings.AssessInput{Outcome: c.Outcome, Why: c.Why}
	var err error
	if in.AsOf, err = terminal.OptionalInstant("--as-of", c.AsOf, p.Now(), true); err != nil {
		return in, err
	}
	if in.Rationale, err = p.Text("--rationale", c.Rationale); err != nil {
		return in, err
	}
	in.ForReaders, err = p.Text("--for-readers", c.ForReaders)
	return in, err
}
