package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimDisclose is the command onrecord claim disclose.
type ClaimDisclose struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
	Name  string `required:"" enum:"yes,no" placeholder:"yes|no" help:"Whether the claimant's name is shown."`
}

// Help implements kong.HelpProvider.
func (ClaimDisclose) Help() string {
	return `
Until somebody decides, letters, the answer page and the public page name the
claimant of a routine claim alone. What the claim itself says, and where it was
made, is shown as it stands.

Example:

    onrecord claim disclose mill/water --name no`
}

// Run decides whether the claimant is named.
func (c *ClaimDisclose) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := writing.DisclosureInput{Name: c.Name == "yes"}
	r, err := client.Call(p.Ctx, desk, operation.ClaimDisclose, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	if in.Name {
		return p.Did(r, "the claimant of %s is named to those who are asked, and to the public", c.Claim)
	}
	return p.Did(r, "the claimant of %s is not named outside the desk", c.Claim)
}
