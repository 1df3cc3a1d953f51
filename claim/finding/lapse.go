package finding

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

// LapseOf says why what a person signed in a case does not count any more, whatever it was.
func LapseOf(person uuid.UUID, of *cases.Case, staff []claim.Member) Lapse {
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
