package claim

import (
	"time"

	"github.com/google/uuid"
)

// Offer is something that can be done with a stream now, or cannot and why.
type Offer struct {
	Command string    `json:"command"`           // kind of the command
	About   uuid.UUID `json:"about,omitzero"`    // of a correspondence, the request
	Refused *Error    `json:"refused,omitempty"` // why it is not offered; nil if it is
}

// Offered reports whether it can be done.
func (o Offer) Offered() bool { return o.Refused == nil }

// Offering is implemented by states that people act on.
type Offering interface {
	// tries are the commands that a person could think of giving now, filled in as
	// she could fill them in best.
	tries(now time.Time) []try
}

// try is a command that is tried on a state.
type try struct {
	about uuid.UUID
	body  Body
}

// placeholder stands for content that a person has yet to write.
const placeholder Ref = "something"

// Offers says what the actor can do with a state now, and why the rest cannot be
// done. It tries the commands themselves, so that what a page offers is what the
// record takes.
func Offers(state Aggregate, actor Actor, now time.Time, around Around) []Offer {
	of, ok := state.(Offering)
	if !ok || state.StreamVersion() == 0 {
		return nil
	}
	var offers []Offer
	for _, t := range of.tries(now) {
		offers = append(offers, offer(state, actor, t, now, around))
	}
	return offers
}

func offer(state Aggregate, actor Actor, t try, now time.Time, around Around) Offer {
	o := Offer{Command: t.body.CommandKind(), About: t.about}
	facts, err := state.Decide(Command{ID: uuid.Max, Actor: actor, Body: t.body}, now, around)
	switch e, known := err.(*Error); { //nolint:errorlint // Decide answers with an Error of its own
	case known:
		o.Refused = e
	case len(facts) == 0:
		o.Refused = Errorf(CodeWrongStage, "there is nothing to do")
	}
	return o
}

// tries implements [Offering]. An outcome that needs no support is tried, since
// which one a person will propose is hers to say.
func (c *Claim) tries(now time.Time) []try {
	bodies := []Body{
		OpenClaim{}, ReviseClaim{Text: placeholder, Tier: c.Tier, Seen: c.Version},
		AddEvidence{Evidence: uuid.Max, Kind: NoteEvidence, Bearing: NeutralToClaim, Text: placeholder},
		Assess{Outcome: Unverified, Rationale: placeholder, AsOf: Instant(now)},
		Sign{Subject: c.Subject()}, Return{Subject: c.Subject(), Comments: placeholder},
		Publish{}, Correct{Reason: placeholder}, Retract{Reason: placeholder}, Close{},
		Hold{Reason: placeholder}, Resume{}, Withdraw{Reason: placeholder}, Decline{Reason: placeholder},
	}
	tries := make([]try, len(bodies))
	for i, b := range bodies {
		tries[i] = try{body: b}
	}
	return tries
}

// tries implements [Offering], request by request.
func (c *Correspondence) tries(now time.Time) []try {
	var tries []try
	for _, r := range c.Requests {
		later := r.AnswerBy
		if later.Before(now) {
			later = now
		}
		for _, b := range []Body{
			WithdrawRequest{Request: r.ID, Undo: true}, WithdrawRequest{Request: r.ID, Reason: placeholder},
			Extend{Request: r.ID, AnswerBy: Instant(later.Add(time.Hour)), Reason: placeholder},
			PauseReminders{Request: r.ID, Reason: placeholder}, ResumeReminders{Request: r.ID},
			WriteFollowUp{FollowUp: uuid.Max, Request: r.ID, Text: placeholder, SendAt: now.Add(time.Minute)},
		} {
			tries = append(tries, try{r.ID, b})
		}
	}
	return tries
}
