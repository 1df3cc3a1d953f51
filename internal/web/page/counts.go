package page

import (
	"strconv"

	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// Counts is what waits for this person.
type Counts struct {
	Turn  string // everything; "" for nothing, and bounded: "100+"
	Inbox string
	// Position is the last entry that the page knows of; live updates begin there.
	Position int64
}

// Counts is what waits for this person, for the title and the navigation. What
// cannot be counted is left out: the page itself matters more.
func (v *Visit) Counts() Counts {
	var c Counts
	if n, err := v.site.Reads.TurnRows(v.Context(), v.Who); err == nil {
		c.Turn = CountText(n)
	}
	if n, err := v.site.Reads.InboxCounts(v.Context(), v.Who); err == nil { // what its tabs show
		c.Inbox = CountText(n.Unread + n.Quarantine)
	}
	c.Position, _ = v.site.Reads.Position(v.Context())
	return c
}

// CountText is a number that ends at a bound; nothing for none.
func CountText(n int) string {
	switch {
	case n == 0:
		return ""
	case n >= desk.MaxTurnCount:
		return strconv.Itoa(desk.MaxTurnCount) + "+"
	}
	return strconv.Itoa(n)
}
