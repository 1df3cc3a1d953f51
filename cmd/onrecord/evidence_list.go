package main

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type evidenceListCmd struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (evidenceListCmd) Help() string {
	return `
What supports the claim comes first, then what contradicts it, then the rest.

Example:

    onrecord evidence list vault7/google`
}

// Run lists the evidence.
func (c *evidenceListCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	items, err := client.Call(p.ctx, desk, operation.EvidenceList, operation.ClaimAt(c.Claim, nil))
	if err != nil {
		return err
	}
	if len(items) == 0 {
		p.say("there is no evidence yet")
	}
	return p.show(items, func(w io.Writer) {
		for _, e := range items {
			showEvidence(w, e, p.now())
		}
	})
}

func showEvidence(w io.Writer, e reading.EvidenceReport, now time.Time) {
	fmt.Fprintf(w, "%s  %s\n  %s, %s%s; by %s, %s\n", e.ID, e.Title, e.Kind, e.Bearing, mark(e.Public, ", public"), e.By, when(e.At, now))
	for _, f := range [][2]string{{"origin", e.Origin + behind(e.Way)}, {"found at", e.Source}} {
		if f[1] != "" {
			fmt.Fprintf(w, "  %s: %s\n", f[0], f[1])
		}
	}
	if e.File != nil {
		fmt.Fprintf(w, "  file: %s, %d bytes, SHA-256 %s\n", e.File.Name, e.File.Bytes, e.File.SHA256)
	}
	quote(w, e.Text)
	quoted(w, "judged of earlier words"+mark(e.Earlier, ", and to be looked at again: it counts for nothing for these"), e.OfWords)
	if u := e.Upheld; u != nil {
		quoted(w, fmt.Sprintf("it stands, %s found, %s", u.By, when(u.At, now)), u.Reason)
	}
	if e.Withdrawn != nil {
		fmt.Fprintf(w, "  withdrawn by %s, %s: %s\n", e.Withdrawn.By, when(e.Withdrawn.At, now), e.Withdrawn.Reason)
	}
	fmt.Fprintln(w)
}
