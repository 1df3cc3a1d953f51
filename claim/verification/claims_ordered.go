package verification

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
)

// Ordered puts states of a case into the order in which its claims are shown: that which
// somebody has given them, or else that of the story, in which not every claim need stand.
// What stands in neither keeps its place after those, and what is no claim its own.
func Ordered(states []claim.Aggregate, story []uuid.UUID) {
	order := story
	var claims []claim.Aggregate
	for _, s := range states {
		switch s := s.(type) {
		case *cases.Case:
			if len(s.Order) > 0 {
				order = s.Order
			}
		case *Claim:
			claims = append(claims, s)
		}
	}
	if len(order) == 0 {
		return
	}
	place := make(map[uuid.UUID]int, len(order))
	for i, id := range order {
		if _, twice := place[id]; !twice {
			place[id] = i
		}
	}
	at := func(a claim.Aggregate) int {
		if i, ok := place[a.Stream().ID]; ok {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(claims, func(a, b claim.Aggregate) int { return at(a) - at(b) })
	for i, s := range states {
		if _, ok := s.(*Claim); ok {
			states[i], claims = claims[0], claims[1:]
		}
	}
}
