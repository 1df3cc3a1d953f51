package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// IntentMissed: the party was asked to say by now whether it will answer, and nothing came that says so.
type IntentMissed struct {
	Request uuid.UUID `json:"request"`
}

// FactKind implements [claim.Fact].
func (IntentMissed) FactKind() string { return "request.intent_missed" }

func init() { claim.RegisterFact[IntentMissed]() }

// unheard reports whether nothing has come that says whether the party will answer, though it was asked in time.
func (r Request) unheard() bool {
	inTime := !r.SentAt.IsZero() && r.SentAt.Before(r.IntentBy)
	return inTime && r.Lifecycle == Sent && r.ticking() && r.Promised.IsZero() && len(r.Given) == 0
}

// intentDue reports whether the clock has to look at the intent-by instant of a request. A message that nobody has read
// may say whether the party will answer.
func (c *Correspondence) intentDue(r Request) bool {
	return !r.IntentBy.IsZero() && r.IntentMissed.IsZero() && r.unheard() && !c.Bars(r) && !c.waits()
}

// intentsMissed records the intent-by instants that have passed, once each. Of what has lapsed, silence says it.
func (c *Correspondence) intentsMissed(now time.Time) (facts []claim.Fact) {
	for _, r := range c.Requests {
		lapses := !r.Final().After(now) && !r.chaseRests()
		if c.intentDue(r) && !r.IntentBy.After(now) && !lapses {
			facts = append(facts, IntentMissed{r.ID})
		}
	}
	return facts
}

// intentTurn is that whoever asked should call: the party has not said whether it will answer, and nobody has
// followed that up in a letter, or by an attempt that the party knows of.
func (c *Correspondence) intentTurn(r Request) (t claim.Turn, waits bool) {
	if r.IntentMissed.IsZero() || !r.unheard() || c.waits() || c.pursuedSince(r, r.IntentBy) {
		return t, false
	}
	return claim.Turn{Kind: claim.TurnIntent, Subject: r.ID, Party: c.Party, Person: r.By, Since: r.IntentMissed, Due: r.AnswerBy}, true
}

// pursuedSince reports whether a person has followed up a request since an instant, as far as the party knows.
func (c *Correspondence) pursuedSince(r Request, since time.Time) bool {
	return slices.ContainsFunc(c.Messages, func(m Message) bool {
		byHand := m.Kind != claim.Reply && !m.Kind.Automatic() && !m.Kind.Tells() && m.Delivery != DeliveryStopped
		return byHand && !m.At.Before(since) && slices.Contains(m.Requests, r.ID)
	}) || slices.ContainsFunc(c.Attempts, func(a Attempt) bool {
		return a.Request == r.ID && a.Result.Reaches() && !a.At.Before(since)
	})
}
