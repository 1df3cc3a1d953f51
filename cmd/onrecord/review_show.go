package main

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type reviewShowCmd struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (reviewShowCmd) Help() string {
	return `
A sign-off names what was seen by its hash. When anything of it changes, the
sign-off is stale.

Example:

    onrecord review show vault7/microsoft`
}

// Run shows what a sign-off covers.
func (c *reviewShowCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.ClaimShow, operation.ClaimAt(c.Claim, nil))
	if err != nil {
		return err
	}
	return p.showSubject(r)
}

// showSubject prints everything that a sign-off covers, and its hash.
func (p *program) showSubject(r reading.ClaimReport) error {
	return p.show(r, func(w io.Writer) {
		showClaim(w, r, p.now())
		if r.Subject == "" {
			fmt.Fprintf(w, "\nnothing to sign: no outcome is proposed\n")
			return
		}
		fmt.Fprintf(w, "\nsubject   %s\n", r.Subject)
	})
}
