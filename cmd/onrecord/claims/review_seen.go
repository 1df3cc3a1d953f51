package claims

import (
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ReviewSeen is the command onrecord review seen.
type ReviewSeen struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
	Seen  int64  `required:"" placeholder:"VERSION" help:"The version of the claim that you had before you, from onrecord claim show."`
}

// Help implements kong.HelpProvider.
func (ReviewSeen) Help() string {
	return `
From then on onrecord review news shows what is new since.

Example:

    onrecord review seen vault7/microsoft --seen 7`
}

// Run notes what was seen.
func (c *ReviewSeen) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	seen, err := client.Call(p.Ctx, desk, operation.ReviewSeen, operation.OfClaim(c.Claim, operation.SeenInput{Version: c.Seen}))
	if err != nil {
		return err
	}
	p.Say("marked as seen: version %d of %s", seen.Version, c.Claim)
	return p.Show(seen, func(io.Writer) {})
}
