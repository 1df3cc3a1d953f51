package verification

import (
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
)

// Lapses says why a sign-off does not count; nothing if it does. It is asked when a
// finding is published, and wherever the sign-off is shown.
func (c *Claim) Lapses(s finding.SignOff, of *cases.Case, staff []claim.Member) []finding.Lapse {
	var why []finding.Lapse
	if s.Subject != c.Subject() {
		why = append(why, finding.LapsedChanged)
	}
	if l := finding.LapseOf(s.By, of, staff); l != "" {
		why = append(why, l)
	}
	if c.OwnWork(s.By) != "" {
		why = append(why, finding.LapsedOwnWork)
	}
	return why
}

// standing are the sign-offs that count now.
func (c *Claim) standing(around claim.Around) []finding.SignOff {
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	staff := around.Staff()
	return slices.DeleteFunc(slices.Clone(c.SignOffs), func(s finding.SignOff) bool { return len(c.Lapses(s, of, staff)) > 0 })
}
