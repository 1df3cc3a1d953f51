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

// statusLine says, in one sentence that can be printed, who of those asked has
// confirmed and who has not: as of 18:00 UTC on 17 March 2017, Microsoft has
// confirmed; Apple and Google have not. It is about the claims that the case
// names for it. Whoever spoke only on terms that keep the name out of it, or has
// confirmed on such terms, is not in it at all: to say that it has not would be
// untrue, and to say that it has would name a source.
func (b *reporter) statusLine(head claim.CaseHead) string {
	var have, not []string
	unnamed := false
	for party, s := range b.standings(head) {
		switch name := b.parties[party].Name; {
		case s.confirmed:
			have = append(have, name)
		case s.spoke && !s.onRecord, s.unnamed:
			unnamed = true
		default:
			not = append(not, name)
		}
	}
	return fmt.Sprintf("As of %s, %s.", Moment(b.asOf), tally(have, not, unnamed))
}

// standing is how a party that was asked stands to the claims of the status line.
type standing struct {
	spoke     bool // there is an answer that nothing has superseded
	onRecord  bool // and one that may be quoted with the name
	confirmed bool // and that confirms a claim, all of it
	unnamed   bool // there is one that confirms a claim, and may not be quoted with the name
}

func (b *reporter) standings(head claim.CaseHead) map[uuid.UUID]standing {
	parties := map[uuid.UUID]standing{}
	for _, c := range b.claims {
		if len(head.StatusLine) > 0 && !slices.Contains(head.StatusLine, b.keys[c.ID]) {
			continue
		}
		for _, a := range c.Asked {
			parties[a.Party] = parties[a.Party].with(c.CurrentAnswers(), a.Party)
		}
	}
	return parties
}

func (s standing) with(answers []claim.Said, party uuid.UUID) standing {
	for _, a := range answers {
		if a.Party != party {
			continue
		}
		onRecord := a.GroundRules.Named()
		s.spoke, s.onRecord = true, s.onRecord || onRecord
		s.confirmed = s.confirmed || onRecord && a.Stance.SupportsAll()
		s.unnamed = s.unnamed || !onRecord && a.Stance.SupportsAll()
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
		return "none of those asked has confirmed on the record: " + enumerate(not)
	case len(have) == 0:
		return "none of those asked has confirmed: " + enumerate(not)
	case len(not) == 0:
		return enumerate(have) + has(have) + "confirmed"
	}
	return enumerate(have) + has(have) + "confirmed; " + enumerate(not) + has(not) + "not"
}

func has(names []string) string {
	if len(names) == 1 {
		return " has "
	}
	return " have "
}

// enumerate joins names as English does.
func enumerate(names []string) string {
	slices.SortFunc(names, cmp.Compare[string])
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Moment is an instant in words: 18:00 UTC on 17 March 2017.
func Moment(t time.Time) string { return t.UTC().Format("15:04 UTC on 2 January 2006") }
