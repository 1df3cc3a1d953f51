package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PublishUnsigned is the command onrecord publish-unsigned.
type PublishUnsigned struct {
	Claim   string `arg:"" help:"CASE/CLAIM."`
	Subject string `required:"" placeholder:"HASH" help:", from onrecord review show."`
	Why     string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Reason  string `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Untold  string `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (PublishUnsigned) Help() string {
	return `
For what cannot wait. The desk's settings say who may. The record says what was
missing, and the review is owed: it waits for a reviewer until somebody has signed
what was published, or it is corrected or retracted.

Example:

    onrecord publish-unsigned vault7/microsoft --subject 1f0e9c… --why "It runs at noon, and nobody can be reached."`
}

// Run publishes the finding.
func (c *PublishUnsigned) Run(p *terminal.Program) error {
	why, err := p.Text("--why", c.Why)
	if err != nil {
		return err
	}
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	untold, err := p.Text("--untold", c.Untold)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := findings.UnsignedInput{Subject: c.Subject, Why: why, Reason: reason, Untold: untold}
	r, err := client.Call(p.Ctx, desk, operation.ClaimPublishUnsigned, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Did(r, "published %s without the sign-offs that it lacks; its review is owed", c.Claim)
}
