package claims

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ReviewShow is the command onrecord review show.
type ReviewShow struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (ReviewShow) Help() string {
	return `
A sign-off names what was seen by its hash. When anything of it changes, the
sign-off is stale.

Example:

    onrecord review show vault7/microsoft`
}

// Run shows what a sign-off covers.
func (c *ReviewShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ReviewShow, operation.ReviewQuery{ClaimPath: operation.ClaimNamed(c.Claim)})
	if err != nil {
		return err
	}
	return showReview(p, r)
}

// showReview prints what has changed since the last look, everything that a sign-off
// covers, and its hash.
func showReview(p *terminal.Program, r reading.Review) error {
	return p.Show(r, func(w io.Writer) {
		fmt.Fprintf(w, "%s; signed %d of %d; version %d\n", r.Claim.Stage, r.Signed, r.Needed, r.Claim.Version)
		showChangedPassages(w, r.Passages)
		if len(r.Changes) > 0 {
			fmt.Fprintf(w, "\nchanged since you last looked:\n")
			showChanges(w, r.Changes)
		}
		showCovered(w, r.Covers)
		if len(r.Claim.Relations) > 0 {
			fmt.Fprintf(w, "\nother claims, as they stand now\n")
			showRelations(w, r.Claim, p.Now())
		}
		showDecisions(w, r.Claim, p.Now())
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
		terminal.Quoted(w, "they were", one.Before)
		terminal.Quoted(w, "they are", one.Now)
	}
}

// showCovered prints all that a sign-off covers, field by field.
func showCovered(w io.Writer, covers []reading.Covered) {
	for _, c := range covers {
		fmt.Fprintf(w, "\n%s\n", c.Title)
		for _, l := range c.Lines {
			if l.Quote {
				fmt.Fprintf(w, "  %s:\n", l.Label)
				terminal.Quote(w, l.Text)
				continue
			}
			fmt.Fprintf(w, "  %s: %s\n", l.Label, l.Text)
		}
	}
}
