package main

import "io"

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
	seen, err := desk.MarkSeen(p.ctx, c.Claim, c.Seen)
	if err != nil {
		return err
	}
	p.say("marked as seen: version %d of %s", seen.Version, c.Claim)
	return p.show(seen, func(io.Writer) {})
}
