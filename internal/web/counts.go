package web

import (
	"strconv"

	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// counts is what waits for this person, for the title and the navigation. What
// cannot be counted is left out: the page itself matters more.
func (v *visit) counts() counts {
	var c counts
	if n, err := v.site.Reads.TurnRows(v.ctx(), v.who); err == nil {
		c.Turn = countText(n)
	}
	if n, err := v.site.Reads.InboxCounts(v.ctx(), v.who); err == nil { // what its tabs show
		c.Inbox = countText(n.Unread + n.Quarantine)
	}
	c.Position, _ = v.site.Reads.Position(v.ctx())
	return c
}

// countText is a number that ends at a bound; nothing for none.
func countText(n int) string {
	switch {
	case n == 0:
		return ""
	case n >= desk.MaxTurnCount:
		return strconv.Itoa(desk.MaxTurnCount) + "+"
	}
	return strconv.Itoa(n)
}
