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

// ReviewCompare is the command onrecord review compare.
type ReviewCompare struct {
	Claim   string `arg:"" help:"CASE/CLAIM."`
	Subject string `required:"" placeholder:"HASH"`
}

// Help implements kong.HelpProvider.
func (ReviewCompare) Help() string {
	return `
It shows what is different between what you saw and what is there now.

Example:

    onrecord review compare vault7/microsoft --subject 1f0e9c…`
}

// Run shows the difference.
func (c *ReviewCompare) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	d, err := client.Call(p.Ctx, desk, operation.ReviewDifference, operation.DifferenceQuery{ClaimPath: operation.ClaimNamed(c.Claim), Subject: c.Subject})
	if err != nil {
		return err
	}
	return p.Show(d, func(w io.Writer) { showDifference(w, d, p.Now()) })
}

func showDifference(w io.Writer, d reading.SubjectDiff, now time.Time) {
	switch {
	case !d.Known:
		fmt.Fprintln(w, "the claim never had this subject")
	case d.At == nil:
		fmt.Fprintln(w, "nothing has changed since")
	default:
		fmt.Fprintf(w, "it stood there until %s\n", terminal.When(*d.At, now))
	}
	showChanges(w, d.Changes)
	for i, item := range d.News {
		if i == 0 {
			fmt.Fprintln(w)
		}
		terminal.PrintItem(w, item, now.Location())
	}
	if d.Now != "" {
		fmt.Fprintf(w, "\nsubject   %s\n", d.Now)
	}
}

func showChanges(w io.Writer, changes []reading.Difference) {
	for _, change := range changes {
		terminal.ShowBoth(w, [][2]string{{change.Field, change.Before}}, [][2]string{{"", change.After}}, "then")
	}
}
