package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ReviewReturn is the command onrecord review return.
type ReviewReturn struct {
	Claim   string `arg:"" help:"CASE/CLAIM."`
	Subject string `required:"" placeholder:"HASH" help:", from onrecord review show."`
	Comment string `required:"" placeholder:"TEXT" help:"What has to change; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ReviewReturn) Help() string {
	return `
Example:

    onrecord review return vault7/google --subject 1f0e9c… --comment "Who at the press office said so?" --as jonas`
}

// Run sends the claim back.
func (c *ReviewReturn) Run(p *terminal.Program) error {
	comment, err := p.Text("--comment", c.Comment)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimReturn, operation.OfClaim(c.Claim, findings.ReviewInput{Subject: c.Subject, Comment: comment}))
	if err != nil {
		return err
	}
	return p.Did(r, "sent %s back", c.Claim)
}
