package claim

import (
	"cmp"
	"time"

	"github.com/google/uuid"
)

// Offer is something that can be done with a stream now, or cannot and why.
type Offer struct {
	Command string    `json:"command"`           // kind of the command
	About   uuid.UUID `json:"about,omitzero"`    // of a correspondence, the request
	Undo    bool      `json:"undo,omitempty"`    // of withdrawing a request: before it goes out
	Refused *Error    `json:"refused,omitempty"` // why it is not offered; nil if it is
}

// Offering is implemented by states that people act on.
type Offering interface {
	// Tries are the commands that a person could think of giving now, filled in as
	// she could fill them in best.
	Tries(now time.Time) []Try
}

// Try is a command that is tried on a state.
type Try struct {
	About uuid.UUID // see [Offer]
	Undo  bool      // see [Offer]
	Body  Body
	Idle  string // what is said where it would change nothing; empty for "it was done already"
}

// Placeholder stands for content that a person has yet to write.
const Placeholder Ref = "something"

// Offers says what the actor can do with a state now, and why the rest cannot be
// done. It tries the commands themselves, so that what a page offers is what the
// record takes.
func Offers(state Aggregate, actor Actor, now time.Time, around Around) []Offer {
	of, ok := state.(Offering)
	if !ok || state.StreamVersion() == 0 {
		return nil
	}
	var offers []Offer
	for _, t := range of.Tries(now) {
		offers = append(offers, offer(state, actor, t, now, around))
	}
	return offers
}

func offer(state Aggregate, actor Actor, t Try, now time.Time, around Around) Offer {
	o := Offer{Command: t.Body.CommandKind(), About: t.About, Undo: t.Undo}
	facts, err := state.Decide(Command{ID: uuid.Max, Actor: actor, Body: t.Body}, now, around)
	switch e, known := err.(*Error); { //nolint:errorlint // Decide answers with an Error of its own
	case known:
		o.Refused = e
	case len(facts) == 0:
		o.Refused = Errorf(CodeWrongStage, "%s", cmp.Or(t.Idle, "there is nothing to do: it was done already"))
	}
	return o
}

// SomeParty stands for a party that a person has yet to choose.
var SomeParty = uuid.Max
