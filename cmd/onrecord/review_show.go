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
	r, err := client.Call(p.ctx, desk, operation.ReviewShow, operation.ReviewQuery{ClaimPath: operation.ClaimNamed(c.Claim)})
	if err != nil {
		return err
	}
	return p.showReview(r)
}

// showReview prints what has changed since the last look, everything that a sign-off
// covers, and its hash.
func (p *program) showReview(r reading.Review) error {
	return p.show(r, func(w io.Writer) {
		fmt.Fprintf(w, "%s; signed %d of %d; version %d\n", r.Claim.Stage, r.Signed, r.Needed, r.Claim.Version)
		showChangedPassages(w, r.Passages)
		if len(r.Changes) > 0 {
			fmt.Fprintf(w, "\nchanged since you last looked:\n")
			showChanges(w, r.Changes)
		}
		showCovered(w, r.Covers)
		if len(r.Claim.Relations) > 0 {
			fmt.Fprintf(w, "\nother claims, as they stand now\n")
			showRelations(w, r.Claim, p.now())
		}
		showDecisions(w, r.Claim, p.now())
		if r.Claim.Subject == "" {
			fmt.Fprintf(w, "\nnothing to sign: no outcome is proposed\n")
			return
		}
		fmt.Fprintf(w, "\nsubject   %s\n", r.Claim.Subject)
	})
}

// showChangedPassages prints what the story says now where it said what the claim does.
func showChangedPassages(w io.Writer, passages []reading.ChangedPassage) {
	for _, one := range passages {
		fmt.Fprintf(w, "\nthe words of its passage in the draft have changed since somebody last looked\n")
		quoted(w, "they were", one.Before)
		quoted(w, "they are", one.Now)
	}
}

// showCovered prints all that a sign-off covers, field by field.
func showCovered(w io.Writer, covers []reading.Covered) {
	for _, c := range covers {
		fmt.Fprintf(w, "\n%s\n", c.Title)
		for _, l := range c.Lines {
			if l.Quote {
				fmt.Fprintf(w, "  %s:\n", l.Label)
				quote(w, l.Text)
				continue
			}
			fmt.Fprintf(w, "  %s: %s\n", l.Label, l.Text)
		}
	}
}
