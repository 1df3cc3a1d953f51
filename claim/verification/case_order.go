package verification

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MaxOrdered is how many claims of a case are put into an order by hand at most.
const MaxOrdered = 2000

// OrderClaims puts the claims of a case into an order: those that it names first, the others
// after them, as they were added. Without one they stand as the story has them.
type OrderClaims struct {
	Order []uuid.UUID `json:"order"`
	On    int64       `json:"on,omitempty"` // version of the entry that ordered them before; 0 for none
}

// CommandKind implements [claim.Body].
func (OrderClaims) CommandKind() string { return "order claims" }

// ClaimsOrdered: the claims of the case stand in this order from now on.
type ClaimsOrdered struct {
	Order []uuid.UUID `json:"order"`
}

// FactKind implements [claim.Fact].
func (ClaimsOrdered) FactKind() string { return "case.claims_ordered" }

func init() {
	claim.RegisterBody[OrderClaims](claim.StreamCase)
	claim.RegisterFact[ClaimsOrdered]()
}

func (c *Case) orderClaims(b OrderClaims, around claim.Around) ([]claim.Fact, error) {
	if len(b.Order) > MaxOrdered {
		return nil, claim.Errorf(claim.CodeTooLarge, "at most %d claims are put into an order by hand", MaxOrdered)
	}
	if b.On != c.Reordered {
		return nil, claim.ChangedMeanwhile("the order of the claims")
	}
	there := map[uuid.UUID]bool{}
	for _, s := range around.Claims(c.ID) {
		there[s.ID] = true
	}
	for _, id := range b.Order {
		if !there[id] {
			return nil, claim.Errorf(claim.CodeInvalid, "what is to be ordered is no claim of the case, or stands there twice")
		}
		delete(there, id)
	}
	if slices.Equal(b.Order, c.Order) {
		return nil, nil
	}
	return []claim.Fact{ClaimsOrdered{b.Order}}, nil
}

// Ordered puts states of a case into the order in which its claims are shown: that which
// somebody has given them, or else that of the story, in which not every claim need stand.
// What stands in neither keeps its place after those, and what is no claim its own.
func Ordered(states []claim.Aggregate, story []uuid.UUID) {
	order := story
	var claims []claim.Aggregate
	for _, s := range states {
		switch s := s.(type) {
		case *Case:
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
