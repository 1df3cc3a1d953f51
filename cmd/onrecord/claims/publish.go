package claims

import (
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// publishing is how a finding is made public.
type publishing struct {
	Kind       finding.PublicationKind `placeholder:"KIND" field:"kind"`
	Reason     string                  `placeholder:"TEXT" field:"reason" help:"; @FILE, or - for what is piped in."`
	Prominence finding.Prominence      `placeholder:"HOW" field:"prominence"`
	Early      string                  `placeholder:"TEXT" field:"early" help:"; @FILE, or - for what is piped in."`
	Untold     string                  `placeholder:"TEXT" field:"untold" help:"; @FILE, or - for what is piped in."`
}

func (f publishing) input(p *terminal.Program) (findings.PublishInput, error) {
	in := findings.PublishInput{Kind: f.Kind, Prominence: f.Prominence}
	var err error
	if in.Reason, err = p.Text("--reason", f.Reason); err != nil {
		return in, err
	}
	if in.Early, err = p.Text("--early", f.Early); err != nil {
		return in, err
	}
	in.Untold, err = p.Text("--untold", f.Untold)
	return in, err
}

// Publish is the command onrecord publish.
type Publish struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
	publishing
}

// Help implements kong.HelpProvider.
func (Publish) Help() string {
	return `
The policy is checked again at this moment. A finding that is public already is
corrected, or updated, with a reason. Those who were asked are told in a letter, once
the undo window is over, unless --untold says why not: onrecord told shows whom, and
the letters. It prints the address of the public page.

Example:

    onrecord publish vault7/microsoft
    onrecord publish vault7/google --kind update --reason "Google has answered since."`
}

// Run publishes the finding.
func (c *Publish) Run(p *terminal.Program) error {
	in, err := c.input(p)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimPublish, operation.OfClaim(c.Claim, &in))
	if err != nil {
		return err
	}
	if r.Public != "" {
		return p.Did(r, "published %s: %s", c.Claim, r.Public)
	}
	return p.Did(r, "published %s", c.Claim)
}
