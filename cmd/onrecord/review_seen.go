package main

import (
	"io"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type reviewSeenCmd struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
	Seen  int64  `required:"" placeholder:"VERSION" help:"The version of the claim that you had before you, from onrecord claim show."`
}

// Help implements kong.HelpProvider.
func (reviewSeenCmd) Help() string {
	return `
From then on onrecord review news shows what is new since.

Example:

    onrecord review seen vault7/microsoft --seen 7`
}

// Run notes what was seen.
func (c *reviewSeenCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	seen, err := client.Call(p.ctx, desk, operation.ReviewSeen, operation.OfClaim(c.Claim, operation.SeenInput{Version: c.Seen}))
	if err != nil {
		return err
	}
	p.say("marked as seen: version %d of %s", seen.Version, c.Claim)
	return p.show(seen, func(io.Writer) {})
}
