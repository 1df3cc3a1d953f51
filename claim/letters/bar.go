package letters

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// A party that is not to be contacted gets nothing, neither by itself nor by hand. What was to go out is held back, each
// with a fact; answer-by instants stay, whoever asked is told, and what the party writes is taken as ever.

// BarNoted: the party is not to be contacted, or may be again.
type BarNoted struct {
	Barred *claim.Barred `json:"barred,omitempty"` // nil if it may be
	SendAt time.Time     `json:"sendAt,omitzero"`  // then: before when no request goes out that has waited for it, so that it can be undone
}

// FactKind implements [claim.Fact].
func (BarNoted) FactKind() string { return "correspondence.bar_noted" }

// RequestHeldBack: the letter of a request was to go out, and waits for somebody to do something first.
type RequestHeldBack struct {
	Request uuid.UUID    `json:"request"`
	Why     claim.Reason `json:"why"`
}

// FactKind implements [claim.Fact].
func (RequestHeldBack) FactKind() string { return "request.held_back" }

func init() {
	claim.RegisterFact[BarNoted]()
	claim.RegisterFact[RequestHeldBack]()
}

// barredNow notes that a party is not to be contacted, where a request to it is put on record all the same.
func (c *Correspondence) barredNow(party uuid.UUID, around claim.Around) []claim.Fact {
	there := claim.StateOf[claim.Addressee](around, claim.Stream{Kind: claim.StreamParty, ID: party}).BarredAs()
	if there == nil || c.Barred != nil {
		return nil
	}
	return []claim.Fact{BarNoted{Barred: there}}
}

// noteBarred takes whether the party may be contacted. What fell due in the meantime is not made up for.
func (c *Correspondence) noteBarred(b claim.NoteBarred, now time.Time, around claim.Around) []claim.Fact {
	switch {
	case b.Barred == nil && c.Barred == nil, b.Barred != nil && c.Barred != nil && *b.Barred == *c.Barred:
		return nil
	case b.Barred != nil:
		return []claim.Fact{BarNoted{Barred: b.Barred}}
	}
	facts := []claim.Fact{BarNoted{SendAt: c.goesOut(now, around)}}
	for _, r := range c.Requests {
		if steps, changed := r.thin(now, now.Add(r.gap())); changed && r.live() {
			facts = append(facts, RemindersReplanned{r.ID, steps, claim.StoppedBarred})
		}
	}
	return facts
}

func (c *Correspondence) barNoted(f BarNoted) {
	c.Barred = f.Barred
	for i := range c.Requests {
		r := &c.Requests[i]
		if r.HeldBack = ""; r.toPut() && r.SendAt.Before(f.SendAt) {
			r.SendAt = f.SendAt
		}
	}
}

// toPut reports whether the letter that puts the request is still to go out by itself.
func (r Request) toPut() bool { return r.Lifecycle == Queued && r.Letter == uuid.Nil && !r.allHeld() }

// putDue reports whether the clock has to look at the letter that puts the request: it goes out, or that it does not is
// to be recorded, once.
func (c *Correspondence) putDue(r Request) bool {
	return r.toPut() && (c.Barred == nil || r.HeldBack == "")
}

// Bars reports whether a request is to go no further, as its party is not to be contacted. What a person has put by hand
// is not, where only letters are meant.
func (c *Correspondence) Bars(r Request) bool {
	return c.Barred != nil && (!c.Barred.Letters || r.carried())
}

// barredTurn is that a party was asked that is not to be contacted: nobody but whoever asked knows what to do now.
func (c *Correspondence) barredTurn(r Request) claim.Turn {
	since := c.Barred.At
	if since.Before(r.QueuedAt) {
		since = r.QueuedAt
	}
	return claim.Turn{
		Kind: claim.TurnChase, Subject: r.ID, Party: c.Party, Person: r.By, Since: since, Due: r.AnswerBy, Why: string(claim.StoppedBarred),
	}
}

// bars reports whether nothing goes to the contact point, as somebody has said so.
func (c *Correspondence) bars(contact uuid.UUID, around claim.Around) bool {
	return c.Barred != nil || c.addressee(around).Bars(contact)
}

// Nowhere is why a letter has no contact point that it could go to.
func (c *Correspondence) Nowhere(m Message, around claim.Around) claim.Reason {
	if c.bars(m.To, around) {
		return claim.StoppedBarred
	}
	return claim.StoppedNoContact
}

// checkBarred refuses to put a request to a party that is not to be contacted. What was put before somebody said so can
// still be put on record.
func checkBarred(b Ask, party claim.Addressee) error {
	barred := party.BarredAs()
	if barred == nil || b.ByHand() && !party.Bars(uuid.Nil) || !b.AskedAt.IsZero() && b.AskedAt.Before(barred.At) {
		return nil
	}
	return claim.NotToContact()
}
