package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Turns implements [claim.Aggregate].
func (c *Correspondence) Turns() []claim.Turn {
	var turns []claim.Turn
	for _, m := range c.Unread() {
		turns = append(turns, claim.Turn{Kind: claim.TurnRead, Subject: m.ID, Party: c.Party, Since: m.At, Due: c.soonest(), Why: string(m.Channel)})
	}
	for _, m := range c.Unseen() {
		turns = append(turns, claim.Turn{Kind: claim.TurnLook, Subject: m.ID, Party: c.Party, Since: m.At})
	}
	for _, r := range c.Requests {
		switch {
		case r.Over():
		case c.Bars(r):
			if turns = append(turns, c.barredTurn(r)); c.Barred.Letters { // where they could go but for that, one may have come back
				turns = append(turns, c.deliverTurn(r)...)
			}
			continue
		case r.Lifecycle == Clarification:
			turns = append(turns, claim.Turn{Kind: claim.TurnClarify, Subject: r.ID, Party: c.Party, Since: c.askedBack(), Due: r.AnswerBy, Why: r.Asks.Asked()})
		case !c.waits() && r.ticking():
			turns = append(turns, claim.Turn{Kind: claim.TurnDue, Subject: r.ID, Party: c.Party, Since: r.dueSoon(), Due: r.AnswerBy})
		}
		if t, waits := c.chaseTurn(r); waits {
			turns = append(turns, t)
		}
		if t, waits := c.intentTurn(r); waits {
			turns = append(turns, t)
		}
		turns = append(turns, c.deliverTurn(r)...)
	}
	return turns
}

// deliverTurn is that a letter about the request did not arrive, at most one of them.
func (c *Correspondence) deliverTurn(r Request) []claim.Turn {
	m := c.failed(r)
	if m == nil || r.Again != nil {
		m = c.lostHand(r)
	}
	if m == nil {
		return nil
	}
	since, why := m.stuck()
	return []claim.Turn{{Kind: claim.TurnDeliver, Subject: r.ID, Party: c.Party, Since: since, Due: r.AnswerBy, Why: why}}
}

// soonest is the earliest answer-by instant of what is still asked.
func (c *Correspondence) soonest() time.Time {
	var due time.Time
	for _, r := range c.Requests {
		if !r.Over() && (due.IsZero() || r.AnswerBy.Before(due)) {
			due = r.AnswerBy
		}
	}
	return due
}

// askedBack is when a person last found that the party asks something of the desk. Where the
// message that did so is taken for an answer by now, it is when that was said:
// what it does not answer still waits for the desk.
func (c *Correspondence) askedBack() time.Time {
	var at, read time.Time
	for _, m := range c.Messages {
		if m.ReadAt.After(read) {
			read = m.ReadAt
		}
		if m.Disposition.Asked() != "" && m.ReadAt.After(at) {
			at = m.ReadAt
		}
	}
	if at.IsZero() {
		return read
	}
	return at
}

// dueSoon is when the last quarter of the window begins.
func (r Request) dueSoon() time.Time { return r.AnswerBy.Add(-r.AnswerBy.Sub(r.SendAt) / 4) }

// ServerSaid is what a mail server said of the letter of a request that did not arrive, or is put off; empty if it said
// nothing, or nothing is wrong with it.
func (c *Correspondence) ServerSaid(request uuid.UUID) claim.Ref {
	r := c.Request(request)
	if r == nil {
		return ""
	}
	m := c.failed(*r)
	if m == nil {
		m = c.lostHand(*r)
	}
	if m == nil {
		return ""
	}
	return m.Said
}

// failed is the latest letter of a request that wants an answer, if it did not reach the
// party, its outcome was lost and it goes out no more, or no server takes it for now. A
// request of which nothing ever went out is over, and waits for somebody all the same.
func (c *Correspondence) failed(r Request) *Message {
	if !r.wantsDelivery() {
		return nil
	}
	for _, m := range slices.Backward(c.Messages) {
		if m.Kind != claim.Reply && slices.Contains(m.Requests, r.ID) {
			since, _ := m.stuck()
			switch {
			case !since.IsZero() && c.firstOf(m) == r.ID:
				return &m
			case m.Kind.Tells() || m.Kind == claim.WithdrawalLetter: // it puts nothing, and makes good nothing that came back
			default:
				return nil
			}
		}
	}
	return nil
}

// firstOf is the request with which it stands that a letter did not arrive: the first of those that it is
// about for which nothing is planned, so that it is one turn and not several.
func (c *Correspondence) firstOf(m Message) uuid.UUID {
	for _, id := range m.Requests {
		if r := c.Request(id); r.Again == nil && r.wantsDelivery() {
			return id
		}
	}
	return m.Requests[0]
}

// wantsDelivery reports whether it matters that a letter about the request arrives.
func (r Request) wantsDelivery() bool {
	never := r.Lifecycle == NoReply && r.SentAt.IsZero() && len(r.Asking()) > 0
	return never || !r.Over()
}
