package letters

import (
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Turns implements [claim.Aggregate].
func (in *Intake) Turns() []claim.Turn {
	if in.Quarantine == "" {
		return nil
	}
	return []claim.Turn{{Kind: claim.TurnSort, Subject: in.ID, Since: in.Mail.ReceivedAt, Why: string(in.Quarantine)}}
}

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
		case r.Lifecycle == Clarification:
			turns = append(turns, claim.Turn{Kind: claim.TurnClarify, Subject: r.ID, Party: c.Party, Since: c.askedBack(), Due: r.AnswerBy, Why: r.Asks.Asked()})
		case !c.waits() && r.ticking():
			turns = append(turns, claim.Turn{Kind: claim.TurnDue, Subject: r.ID, Party: c.Party, Since: r.dueSoon(), Due: r.AnswerBy})
		}
		if m := c.failed(r); m != nil {
			turns = append(turns, claim.Turn{Kind: claim.TurnDeliver, Subject: r.ID, Party: c.Party, Since: m.SettledAt, Due: r.AnswerBy, Why: string(m.Delivery)})
		}
	}
	return turns
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

// failed is the latest letter of a request that is not over, if it did not
// reach the party for good, or its outcome was lost and it goes out no more.
func (c *Correspondence) failed(r Request) *Message {
	if r.Over() {
		return nil
	}
	for i := len(c.Messages) - 1; i >= 0; i-- {
		m := &c.Messages[i]
		if m.Kind == claim.Reply || len(m.Requests) == 0 || m.Requests[0] != r.ID {
			continue
		}
		stuck := m.Delivery == DeliveryHardBounce || m.Delivery == DeliverySoftBounce || m.Delivery == DeliveryUncertain ||
			m.Delivery == DeliveryStopped && m.Reason == claim.StoppedBadContact
		if stuck && m.settled() {
			return m
		}
		return nil
	}
	return nil
}
