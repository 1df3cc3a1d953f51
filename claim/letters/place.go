package letters

import (
	"slices"

	"github.com/onrecord/onrecord/claim"
)

// Place is where a request stands, with how its letters fare: what every page, list and program says of it.
type Place string

// Every place besides those of a [Lifecycle]. What each means stands in its row.
const (
	CameBack       Place = "came back"
	GoesAgain      Place = "goes again"
	NotTaken       Place = "not taken yet"
	MayHaveArrived Place = "may have arrived"
)

var places = claim.NewWords("place", "where a request stands, with how its letters fare", append(placesOfLifecycles(),
	claim.Row[Place, claim.Glance]{Word: CameBack, Doc: "the latest letter about it was refused or came back, and nothing has reached the party since", Follows: claim.GlanceBounced},
	claim.Row[Place, claim.Glance]{Word: GoesAgain, Doc: "a letter about it came back, and it is about to go to a contact point again", Follows: claim.GlanceBounced},
	claim.Row[Place, claim.Glance]{Word: NotTaken, Doc: "the party's mail server has not taken the letter yet; it is tried again", Follows: claim.GlanceUnsent},
	claim.Row[Place, claim.Glance]{Word: MayHaveArrived, Doc: "its letter was handed over, and the outcome was lost", Follows: claim.GlanceWaiting},
)...)

func placesOfLifecycles() []claim.Row[Place, claim.Glance] {
	var rows []claim.Row[Place, claim.Glance]
	for _, l := range lifecycles.All() {
		rows = append(rows, claim.Row[Place, claim.Glance]{Word: Place(l), Doc: claim.WordOf(l).Doc, Follows: l.Glance()})
	}
	return rows
}

// Glance is where a party stands, in one mark, that is asked by a request at this place and has
// taken no stance.
func (p Place) Glance() claim.Glance { return places.Of(p) }

// Place is where a request of the correspondence stands.
func (c *Correspondence) Place(r Request) Place {
	if r.Over() || r.Lifecycle == Clarification || r.ByHand() {
		return Place(r.Lifecycle)
	}
	m := c.latest(r)
	switch {
	case m == nil:
		return Place(r.Lifecycle)
	case r.Again != nil:
		return GoesAgain
	case m.Failed():
		return CameBack
	case r.SentAt.IsZero() && m.Delivery == DeliveryDeferred:
		return NotTaken
	case r.Lifecycle == Sent && m.Delivery == DeliveryUncertain && !c.arrivedBefore(*m, r.ID):
		return MayHaveArrived
	}
	return Place(r.Lifecycle)
}

// latest is the latest letter about a request that puts something to the party, or reminds it of that, and was not called off.
func (c *Correspondence) latest(r Request) *Message {
	for i, m := range slices.Backward(c.Messages) {
		puts := m.Kind != claim.Reply && !m.Kind.Tells() && m.Kind != claim.WithdrawalLetter && m.Delivery != DeliveryStopped
		if puts && slices.Contains(m.Requests, r.ID) {
			return &c.Messages[i]
		}
	}
	return nil
}
