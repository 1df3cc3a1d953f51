package cases

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
