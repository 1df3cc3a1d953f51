package line

import (
	"fmt"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/verification"
)

// standing leaves out, for readers, claims whose findings no longer stand: they are told
// that these are gone, and not how anybody stands to them. The desk is told both.
func (l Line) standing() (Line, []string) {
	var all []*verification.Claim
	var stand []Claim
	for _, c := range l.Claims {
		all = append(all, c.Claim)
		if !c.TakenBack() {
			stand = append(stand, c)
		}
	}
	if !l.Public {
		return l, Gone(all, l.Zone)
	}
	l.Partial = l.Partial || len(stand) < len(all) // what is left is not all there was
	l.Claims = stand
	return l, Gone(all, l.Zone)
}

// with adds sentences to both forms; of a line about nothing that stands, they are all.
func (f Forms) with(sentences []string, alone bool) Forms {
	more := strings.Join(sentences, " ")
	if more == "" {
		return f
	}
	if alone {
		return Forms{more, more}
	}
	return Forms{f.Short + " " + more, f.Long + " " + more}
}

// Gone are the sentences that say which findings no longer stand, so that nobody takes
// the others for all there was. There are none without.
func Gone(claims []*verification.Claim, zone *time.Location) []string {
	return append(gone(claims, finding.Retraction, "retracted", zone), gone(claims, finding.Takedown, "removed for a legal reason", zone)...)
}

// gone counts the findings that have come to an end by a publication of a kind.
func gone(claims []*verification.Claim, kind finding.PublicationKind, what string, zone *time.Location) []string {
	n, latest := 0, time.Time{}
	for _, c := range claims {
		if !c.TakenBack() {
			continue
		}
		if last := c.Publications[len(c.Publications)-1]; last.Kind == kind {
			n++
			if last.At.After(latest) {
				latest = last.At
			}
		}
	}
	switch n {
	case 0:
		return nil
	case 1:
		return []string{fmt.Sprintf("A finding was %s at %s.", what, claim.Moment(latest, zone))}
	}
	return []string{fmt.Sprintf("%d findings were %s, the latest at %s.", n, what, claim.Moment(latest, zone))}
}
