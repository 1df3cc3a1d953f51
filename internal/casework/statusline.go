package casework

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// StatusLine puts into one sentence that can be printed who of those asked has
// confirmed and who has not: as of 18:00 UTC on 17 March 2017, Microsoft has
// confirmed; Apple and Google have not. Whoever spoke only on terms that keep the
// name out of it, or has confirmed on such terms, is not in it at all: to say that
// it has not would be untrue, and to say that it has would name a source. unnamed
// says that there are such.
func StatusLine(asOf time.Time, have, not []string, unnamed bool) string {
	return fmt.Sprintf("As of %s, %s.", Moment(asOf), tally(have, not, unnamed))
}

// Standing is how a party that was asked stands to claims.
type Standing struct {
	Spoke     bool // there is an answer that nothing has superseded
	OnRecord  bool // and one that may be quoted with the name
	Confirmed bool // and that confirms a claim, all of it
	Unnamed   bool // there is one that confirms a claim, and may not be quoted with the name
}

// Hidden reports that nothing can be said of the party: neither that it has
// confirmed nor that it has not.
func (s Standing) Hidden() bool { return s.Spoke && !s.OnRecord || s.Unnamed }

// Standings says how each party that was asked about claims stands to them.
func Standings(claims []*claim.Claim) map[uuid.UUID]Standing {
	parties := map[uuid.UUID]Standing{}
	for _, c := range claims {
		for _, a := range c.Asked {
			parties[a.Party] = parties[a.Party].with(c.CurrentAnswers(), a.Party)
		}
	}
	return parties
}

func (s Standing) with(answers []claim.Said, party uuid.UUID) Standing {
	for _, a := range answers {
		if a.Party != party {
			continue
		}
		onRecord := a.GroundRules.Named()
		s.Spoke, s.OnRecord = true, s.OnRecord || onRecord
		s.Confirmed = s.Confirmed || onRecord && a.Stance.SupportsAll()
		s.Unnamed = s.Unnamed || !onRecord && a.Stance.SupportsAll()
	}
	return s
}

// tally puts the two lists into words. unnamed says that there are others, who
// spoke and may not be named.
func tally(have, not []string, unnamed bool) string {
	switch {
	case len(have) == 0 && len(not) == 0 && !unnamed:
		return "nobody has been asked"
	case len(have) == 0 && len(not) == 0:
		return "none of those asked has confirmed on the record"
	case len(have) == 0 && unnamed:
		return "none of those asked has confirmed on the record: " + Enumerate(not)
	case len(have) == 0:
		return "none of those asked has confirmed: " + Enumerate(not)
	case len(not) == 0:
		return Enumerate(have) + has(have) + "confirmed"
	}
	return Enumerate(have) + has(have) + "confirmed; " + Enumerate(not) + has(not) + "not"
}

func has(names []string) string {
	if len(names) == 1 {
		return " has "
	}
	return " have "
}

// Enumerate joins names as English does.
func Enumerate(names []string) string {
	slices.SortFunc(names, cmp.Compare[string])
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Moment is an instant in words: 18:00 UTC on 17 March 2017.
func Moment(t time.Time) string { return t.UTC().Format("15:04 UTC on 2 January 2006") }
