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
// names for it.
func (b *reporter) statusLine(head claim.CaseHead) string {
	confirmed := map[uuid.UUID]bool{}
	var asked []uuid.UUID
	for _, c := range b.claims {
		if len(head.StatusLine) > 0 && !slices.Contains(head.StatusLine, b.keys[c.ID]) {
			continue
		}
		for _, a := range c.Asked {
			if !slices.Contains(asked, a.Party) {
				asked = append(asked, a.Party)
			}
		}
		for _, s := range c.CurrentAnswers() {
			if s.Stance.Supports() && s.GroundRules != claim.OffTheRecord {
				confirmed[s.Party] = true
			}
		}
	}
	var have, not []string
	for _, id := range asked {
		if confirmed[id] {
			have = append(have, b.parties[id].Name)
		} else {
			not = append(not, b.parties[id].Name)
		}
	}
	return fmt.Sprintf("As of %s, %s.", Moment(b.asOf), tally(have, not))
}

func tally(have, not []string) string {
	switch {
	case len(have) == 0 && len(not) == 0:
		return "nobody has been asked"
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
