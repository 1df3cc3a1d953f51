package correspondence

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// Confirmable is an answer that a call-back would make sure of.
type Confirmable struct {
	Response   uuid.UUID
	ReceivedAt time.Time
	Channel    claim.Channel
	Grade      claim.Authenticity
}

// Number is a telephone number of a party.
type Number struct {
	Contact       uuid.UUID
	Address, Role string
	Verified      bool
}

// confirmable are the answers to the request of which it is not sure that they are the party's, the latest first.
func (t *threader) confirmable() []Confirmable {
	var list []Confirmable
	for i := len(t.letters.Responses) - 1; i >= 0; i-- {
		r := t.letters.Responses[i]
		if r.Request == t.request.ID && r.Confirmable() {
			list = append(list, Confirmable{r.ID, r.ReceivedAt, r.Channel, r.Authenticity})
		}
	}
	return list
}

// numbers are the party's telephone numbers that are in use.
func (t *threader) numbers() ([]Number, error) {
	var refs []claim.Ref
	for _, id := range t.party.Numbers() {
		refs = append(refs, t.party.ContactPoint(id).Address)
	}
	lib, err := t.library(t.ctx, refs...)
	numbers := make([]Number, len(refs))
	for i, id := range t.party.Numbers() {
		c := t.party.ContactPoint(id)
		at := casework.Read[people.ContactAddress](lib, c.Address)
		numbers[i] = Number{Contact: id, Address: at.Address, Role: at.Role, Verified: !c.VerifiedAt.IsZero()}
	}
	return numbers, err
}
