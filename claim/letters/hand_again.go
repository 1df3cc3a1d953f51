package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
)

// A letter by hand that comes back goes to the next contact point as a request does, in one letter: where the request
// waits to be put again too, the letter by hand goes, and repeats the request if it has to. Once the party has
// written or answered since, it does not go again: it may say what is no longer so.

// hand is the letter by hand whose words a letter has; the zero id for none.
func (c *Correspondence) hand(letter uuid.UUID) uuid.UUID {
	for m := c.Message(letter); m != nil && m.Kind == claim.FollowUpLetter; m = c.Message(m.After) {
		if m.After == uuid.Nil {
			return m.ID
		}
	}
	return uuid.Nil
}

// hadHand reports whether a letter by hand went to the contact point, or is on its way there.
func (c *Correspondence) hadHand(hand, contact uuid.UUID) bool {
	return slices.ContainsFunc(c.Messages, func(m Message) bool {
		return m.Delivery != DeliveryStopped && (m.Contact == contact || m.To == contact) && c.hand(m.ID) == hand
	})
}

// heardSince reports whether the party has written or answered since a letter by hand was first sent.
func (c *Correspondence) heardSince(hand uuid.UUID) bool {
	first := c.Message(hand)
	if first == nil {
		return false
	}
	return slices.ContainsFunc(c.Messages, func(m Message) bool { return m.OfParty() && m.Class == received.MailAnswer && !m.At.Before(first.At) }) ||
		slices.ContainsFunc(c.Responses, func(r Response) bool { return !r.ReceivedAt.Before(first.At) })
}

// carriedSince reports whether the words of a letter by hand that came back went elsewhere since, and did not come back.
func (c *Correspondence) carriedSince(since Message) bool {
	hand, after := c.hand(since.ID), false
	for _, m := range c.Messages {
		if after && c.hand(m.ID) == hand && !m.Failed() && m.Delivery != DeliveryStopped {
			return true
		}
		after = after || m.ID == since.ID
	}
	return false
}

// withHand reports whether what came back takes the place of what is planned: a letter by hand takes that of the request alone,
// so that the party gets one letter and not two.
func (c *Correspondence) withHand(r Request, m Message) bool {
	return r.Again != nil && r.Again.By == uuid.Nil && c.hand(m.ID) != uuid.Nil && c.hand(r.Again.After) == uuid.Nil
}

// AgainLetter is the letter by which a request is put again at an instant: a letter by hand that came back, or the
// request, with the others that go there then.
func (c *Correspondence) AgainLetter(r Request, id uuid.UUID, at time.Time) Message {
	letter := Message{ID: id, Kind: claim.RequestLetter, Requests: c.together(r, at), At: at, To: r.Again.Contact, After: r.Again.After, Chosen: r.Again.By, Now: r.Again.Now}
	if back := c.Message(r.Again.After); back != nil && c.hand(back.ID) != uuid.Nil {
		letter.Kind, letter.Why = claim.FollowUpLetter, back.Why
	}
	return letter
}

// Repeats reports whether a letter by hand repeats the request: it goes to a contact point that has not had it.
func (c *Correspondence) Repeats(m Message) bool {
	return m.Kind == claim.FollowUpLetter && m.After != uuid.Nil && !slices.ContainsFunc(c.Messages, func(other Message) bool {
		return other.Kind == claim.RequestLetter && (other.Contact == m.To || other.To == m.To) && slices.Contains(other.Requests, m.Requests[0]) &&
			(other.Delivery == DeliveryAccepted || other.Delivery == DeliveryUncertain)
	})
}

// lostHand is the latest letter by hand about a request, if it came back, nothing goes elsewhere, and nobody has written to the
// party or heard from it since.
func (c *Correspondence) lostHand(r Request) *Message {
	if r.Lifecycle == RequestWithdrawn || r.Again != nil {
		return nil
	}
	for i, m := range slices.Backward(c.Messages) {
		if m.Kind != claim.FollowUpLetter || !slices.Contains(m.Requests, r.ID) {
			continue
		}
		if m.Failed() && !c.heardSince(c.hand(m.ID)) {
			return &c.Messages[i]
		}
		return nil
	}
	return nil
}
