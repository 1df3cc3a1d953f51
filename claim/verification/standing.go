package verification

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
)

// Lapse is why a sign-off does not count.
type Lapse string

// Every lapse. What each means stands in its row.
const (
	LapsedChanged  Lapse = "changed"
	LapsedDisabled Lapse = "disabled"
	LapsedRole     Lapse = "role"
	LapsedAccess   Lapse = "access"
	LapsedOwnWork  Lapse = "own work"
)

var lapses = claim.NewWords("lapse", "why a sign-off does not count",
	claim.Row[Lapse, claim.None]{Word: LapsedChanged, Doc: "what was signed has changed since", Unchosen: true},
	claim.Row[Lapse, claim.None]{Word: LapsedDisabled, Doc: "the account of who signed is disabled", Unchosen: true},
	claim.Row[Lapse, claim.None]{Word: LapsedRole, Doc: "who signed has no role that signs any more", Unchosen: true},
	claim.Row[Lapse, claim.None]{Word: LapsedAccess, Doc: "who signed may not see the case any more", Unchosen: true},
	claim.Row[Lapse, claim.None]{Word: LapsedOwnWork, Doc: "the claim has become the own work of who signed", Unchosen: true},
)

// Lapses lists every lapse.
var Lapses = lapses.All()

// Says puts the lapse into words.
func (l Lapse) Says() string { return claim.WordOf(l).Doc }

// Lapses says why a sign-off does not count; nothing if it does. It is asked when a
// finding is published, and wherever the sign-off is shown.
func (c *Claim) Lapses(s SignOff, of *cases.Case, staff []claim.Member) []Lapse {
	var why []Lapse
	if s.Subject != c.Subject() {
		why = append(why, LapsedChanged)
	}
	if l := lapsed(s.By, of, staff); l != "" {
		why = append(why, l)
	}
	if c.OwnWork(s.By) != "" {
		why = append(why, LapsedOwnWork)
	}
	return why
}

// lapsed says why what a person signed in a case does not count any more, whatever it was.
func lapsed(person uuid.UUID, of *cases.Case, staff []claim.Member) Lapse {
	i := slices.IndexFunc(staff, func(m claim.Member) bool { return m.ID == person })
	switch {
	case i < 0 || staff[i].Disabled:
		return LapsedDisabled
	case !staff[i].CanSign():
		return LapsedRole
	case !of.VisibleTo(person, staff[i].Roles):
		return LapsedAccess
	}
	return ""
}

// standing are the sign-offs that count now.
func (c *Claim) standing(around claim.Around) []SignOff {
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	staff := around.Staff()
	return slices.DeleteFunc(slices.Clone(c.SignOffs), func(s SignOff) bool { return len(c.Lapses(s, of, staff)) > 0 })
}
