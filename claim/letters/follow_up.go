package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// FollowUp is a letter that a person at the desk writes about a request that is
// out. Once it goes out it is the message with the same identifier.
type FollowUp struct {
	ID      uuid.UUID `json:"id"`
	Request uuid.UUID `json:"request"`
	Text    claim.Ref `json:"text"`
	SendAt  time.Time `json:"sendAt"` // end of the undo window
	With    *Enclosed `json:"with,omitempty"`
}

// WriteFollowUp has a letter by hand go out at SendAt, when the undo window is
// over. It resets the reminder clock: reminders that would come right after it
// are skipped.
type WriteFollowUp struct {
	FollowUp uuid.UUID `json:"followUp"`
	Request  uuid.UUID `json:"request"`
	Text     claim.Ref `json:"text"` // content: what to write, as text
	SendAt   time.Time `json:"sendAt"`
	With     *Enclosed `json:"with,omitempty"` // what goes out with it; nil for nothing
}

// CommandKind implements [claim.Body].
func (WriteFollowUp) CommandKind() string { return "write follow-up" }

// UndoFollowUp takes a follow-up back that has not gone out.
type UndoFollowUp struct {
	FollowUp uuid.UUID `json:"followUp"`
}

// CommandKind implements [claim.Body].
func (UndoFollowUp) CommandKind() string { return "undo follow-up" }

// FollowUpQueued: a letter by hand waits for the end of its undo window.
type FollowUpQueued struct {
	FollowUp uuid.UUID `json:"followUp"`
	Request  uuid.UUID `json:"request"`
	Text     claim.Ref `json:"text"`
	SendAt   time.Time `json:"sendAt"`
	With     *Enclosed `json:"with,omitempty"`
}

// FactKind implements [claim.Fact].
func (FollowUpQueued) FactKind() string { return "follow_up.queued" }

// FollowUpUndone: the letter was taken back before it went out.
type FollowUpUndone struct {
	FollowUp uuid.UUID `json:"followUp"`
}

// FactKind implements [claim.Fact].
func (FollowUpUndone) FactKind() string { return "follow_up.undone" }

func init() {
	claim.RegisterBody[WriteFollowUp](claim.StreamCorrespondence)
	claim.RegisterBody[UndoFollowUp](claim.StreamCorrespondence)
	claim.RegisterFact[FollowUpQueued]()
	claim.RegisterFact[FollowUpUndone]()
}

func (c *Correspondence) writeFollowUp(b WriteFollowUp, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if c.followUpByID(b.FollowUp) != nil || c.Message(b.FollowUp) != nil {
		return nil, nil
	}
	if err := c.checkFollowUp(b); err != nil {
		return nil, err
	}
	if err := b.With.check(c.Case, c.Request(b.Request).ByHand(), around); err != nil {
		return nil, err
	}
	queued := FollowUpQueued(b)
	if queued.SendAt.After(now) {
		return []claim.Fact{queued}, nil
	}
	facts := []claim.Fact{queued, FollowUp{ID: b.FollowUp, Request: b.Request, Text: b.Text}.dispatch()}
	return append(facts, c.followUp(now, uuid.Nil)...), nil
}

func (c *Correspondence) checkFollowUp(b WriteFollowUp) error {
	r := c.Request(b.Request)
	switch {
	case r == nil:
		return claim.Errorf(claim.CodeNotFound, "there is no such request to this party")
	case b.FollowUp == uuid.Nil || b.Text == "":
		return claim.Errorf(claim.CodeInvalid, "a letter has a text").WithField("text", "say what to write")
	case c.Barred != nil:
		return claim.NotToContact()
	case !r.carried():
		return claim.Errorf(claim.CodeWrongStage, "the request was put by %s, and is followed up there", r.Channel)
	case c.CameBack(r.ID) != nil && r.SentAt.IsZero():
		return claim.Errorf(claim.CodeWrongStage, "the letter came back, and nothing has reached the party").
			WithHint("have it go to another address (onrecord request again), or ask on another channel")
	case r.SentAt.IsZero():
		return claim.Errorf(claim.CodeWrongStage, "the request has not gone out yet").WithHint("say it in the request: undo it, and ask anew")
	case r.Lifecycle == RequestWithdrawn:
		return claim.Errorf(claim.CodeWrongStage, "the request is over: %s", r.Lifecycle)
	}
	waits := slices.ContainsFunc(c.WaitingFollowUps(), func(f FollowUp) bool { return f.Request == b.Request })
	if waits {
		return claim.Errorf(claim.CodeConflict, "a letter about this request waits to go out already").
			WithHint("undo it and write both as one, or wait until it is out")
	}
	return nil
}

func (c *Correspondence) undoFollowUp(b UndoFollowUp) ([]claim.Fact, error) {
	switch {
	case c.Message(b.FollowUp) != nil:
		return nil, claim.Errorf(claim.CodeWrongStage, "it is too late to undo: the letter is on its way")
	case c.followUpByID(b.FollowUp) == nil:
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such letter to take back")
	}
	return []claim.Fact{FollowUpUndone(b)}, nil
}

// followUpByID returns the follow-up, or nil for none.
func (c *Correspondence) followUpByID(id uuid.UUID) *FollowUp {
	if i := slices.IndexFunc(c.FollowUps, func(f FollowUp) bool { return f.ID == id }); i >= 0 {
		return &c.FollowUps[i]
	}
	return nil
}

// WaitingFollowUps returns the letters by hand that are in their undo window, of
// requests that are not withdrawn.
func (c *Correspondence) WaitingFollowUps() []FollowUp {
	var waiting []FollowUp
	for _, f := range c.FollowUps {
		if c.Message(f.ID) == nil && c.pursued([]uuid.UUID{f.Request}) {
			waiting = append(waiting, f)
		}
	}
	return waiting
}

// dispatch is the fact that the letter goes out.
func (f FollowUp) dispatch() MessageDispatched {
	return MessageDispatched{Message: f.ID, Kind: claim.FollowUpLetter, Requests: []uuid.UUID{f.Request}, Why: f.Text}
}

// pursued reports whether any of the requests is not withdrawn.
func (c *Correspondence) pursued(requests []uuid.UUID) bool {
	return slices.ContainsFunc(requests, func(id uuid.UUID) bool { return c.Request(id).Lifecycle != RequestWithdrawn })
}
