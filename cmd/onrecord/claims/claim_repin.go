package claims

import (
	"cmp"
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimRepin is the command onrecord claim repin.
type ClaimRepin struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Policy string `name:"to" placeholder:"POLICY" help:"The policy that it comes under. Default: its own, in the latest version."`
	Reason string `placeholder:"TEXT"`
	Try    bool
}

// Help implements kong.HelpProvider.
func (ClaimRepin) Help() string {
	return `
A claim keeps the version of the policy that it was added under until somebody moves
it. What was signed before is signed again, and an outcome that was proposed is
proposed anew.

Example:

    onrecord claim repin vault7/google --try
    onrecord claim repin vault7/google --to serious-allegation --reason "It is about a person."`
}

// Run moves the claim.
func (c *ClaimRepin) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := findings.RepinInput{PolicyName: c.Policy, Reason: c.Reason, Try: c.Try}
	r, err := client.Call(p.Ctx, desk, operation.ClaimRepin, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Show(r, func(w io.Writer) {
		fmt.Fprintf(w, "from  %s\nto    %s\n", cmp.Or(r.From, "no policy"), r.To)
		for _, asks := range r.Asks {
			fmt.Fprintf(w, "  + %s\n", asks)
		}
		for _, asks := range r.AsksNot {
			fmt.Fprintf(w, "  - %s\n", asks)
		}
		if r.Stale > 0 {
			fmt.Fprintf(w, "sign-offs that count no more: %d\n", r.Stale)
		}
	})
}
