package claims

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ReviewList is the command onrecord review list.
type ReviewList struct {
	Case string `arg:"" help:"Short name or identifier."`
}

// Help implements kong.HelpProvider.
func (ReviewList) Help() string {
	return `
It shows each of them whole, with its hash, and before them each series with the
hash of all that wait of it. They can be signed in one act: onrecord many sign.

Example:

    onrecord review list vault7`
}

// Run shows the claims.
func (c *ReviewList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ReviewList, operation.CasePath{Case: c.Case})
	if err != nil {
		return err
	}
	if len(r.Claims) == 0 {
		p.Say("no claim of %s waits for a reviewer", c.Case)
	}
	return p.Show(r, func(w io.Writer) { showReviews(w, r, p.Now()) })
}

func showReviews(w io.Writer, r reading.Reviews, now time.Time) {
	for _, s := range r.Series {
		fmt.Fprintf(w, "series %s/%s: %s; %d of its %d claims wait\nsubject   %s\n\n", r.Case, s.Key, s.Slotted(), len(s.Waiting), len(s.Claims), s.Subject)
	}
	for _, one := range r.Claims {
		fmt.Fprintf(w, "== %s/%s: %s; signed %d of %d\n", r.Case, one.Claim.Key, one.Claim.Stage, one.Signed, one.Needed)
		if one.Refused != nil {
			fmt.Fprintf(w, "%s\n", one.Refused.Message)
		}
		if len(one.Changes) > 0 {
			fmt.Fprintf(w, "\nchanged since you last looked:\n")
			showChanges(w, one.Changes)
		}
		showCovered(w, one.Covers)
		showDecisions(w, one.Claim, now)
		fmt.Fprintf(w, "\nsubject   %s\n\n", one.Claim.Subject)
	}
}
