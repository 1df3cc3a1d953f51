package claims

import (
	"errors"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ReviewSign is the command onrecord review sign.
type ReviewSign struct {
	Claim   string            `arg:"" help:"CASE/CLAIM."`
	Subject string            `placeholder:"HASH" help:", from onrecord review show."`
	Note    string            `placeholder:"TEXT" help:"A note for the record."`
	Opened  []finding.Opening `placeholder:"WHAT" help:"; may be repeated."`
}

// Help implements kong.HelpProvider.
func (ReviewSign) Help() string {
	return `
On a terminal, without --subject, it shows what you would sign and asks.

Example:

    onrecord review sign vault7/microsoft --subject 1f0e9c… --as jonas`
}

// Run signs.
func (c *ReviewSign) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	if c.Subject == "" {
		if c.Subject, err = c.ask(p, desk); err != nil {
			return err
		}
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimSign, operation.OfClaim(c.Claim, findings.ReviewInput{Subject: c.Subject, Comment: c.Note, Opened: c.Opened}))
	if err != nil {
		return c.stale(err)
	}
	return p.Did(r, "signed %s", c.Claim)
}

// stale says where the difference is shown, if what was seen has changed.
func (c *ReviewSign) stale(err error) error {
	var e *claim.Error
	if errors.As(err, &e) && e.Code == claim.CodeStale {
		return e.WithHint("see what has changed: onrecord review compare %s --subject %s", c.Claim, c.Subject)
	}
	return err
}

// ask shows what would be signed and returns its hash if the person agrees.
func (c *ReviewSign) ask(p *terminal.Program, desk *client.Client) (string, error) {
	if !terminal.OnTerminal(p.In) || !terminal.OnTerminal(p.Out) || p.JSON {
		return "", claim.Errorf(claim.CodeInvalid, "say what you sign: --subject with the hash of what you saw").
			WithHint("see it, and its hash: onrecord review show %s", c.Claim)
	}
	r, err := client.Call(p.Ctx, desk, operation.ReviewShow, operation.ReviewQuery{ClaimPath: operation.ClaimNamed(c.Claim)})
	if err != nil {
		return "", err
	}
	if err := showReview(p, r); err != nil || r.Claim.Subject == "" {
		return r.Claim.Subject, err
	}
	agreed, err := p.Agreed("\nSign this?")
	if err == nil && !agreed {
		err = claim.Errorf(claim.CodeInvalid, "nothing was signed")
	}
	return r.Claim.Subject, err
}
