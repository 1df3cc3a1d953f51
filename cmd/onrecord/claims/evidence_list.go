package claims

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// EvidenceList is the command onrecord evidence list.
type EvidenceList struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (EvidenceList) Help() string {
	return `
What supports the claim comes first, then what contradicts it, then the rest.

Example:

    onrecord evidence list vault7/google`
}

// Run lists the evidence.
func (c *EvidenceList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	items, err := client.Call(p.Ctx, desk, operation.EvidenceList, operation.ClaimAt(c.Claim, nil))
	if err != nil {
		return err
	}
	if len(items) == 0 {
		p.Say("there is no evidence yet")
	}
	return p.Show(items, func(w io.Writer) {
		for _, e := range items {
			showEvidence(w, e, p.Now())
		}
	})
}

func showEvidence(w io.Writer, e report.EvidenceReport, now time.Time) {
	fmt.Fprintf(w, "%s  %s\n  %s, %s%s; by %s, %s\n", e.ID, e.Title, e.Kind, e.Bearing, terminal.Mark(e.Public, ", public"), e.By, terminal.When(e.At, now))
	for _, f := range [][2]string{{"origin", e.Origin + terminal.Behind(e.Way)}, {"found at", e.Source}} {
		if f[1] != "" {
			fmt.Fprintf(w, "  %s: %s\n", f[0], f[1])
		}
	}
	if e.File != nil {
		fmt.Fprintf(w, "  file: %s, %d bytes, SHA-256 %s\n", e.File.Name, e.File.Bytes, e.File.SHA256)
	}
	terminal.Quote(w, e.Text)
	terminal.Quoted(w, "judged of earlier words"+terminal.Mark(e.Earlier, ", and to be looked at again: it counts for nothing for these"), e.OfWords)
	if u := e.Upheld; u != nil {
		terminal.Quoted(w, fmt.Sprintf("it stands, %s found, %s", u.By, terminal.When(u.At, now)), u.Reason)
	}
	if e.Withdrawn != nil {
		fmt.Fprintf(w, "  withdrawn by %s, %s: %s\n", e.Withdrawn.By, terminal.When(e.Withdrawn.At, now), e.Withdrawn.Reason)
	}
	fmt.Fprintln(w)
}
