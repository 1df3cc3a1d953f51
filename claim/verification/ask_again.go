package verification

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
)

// When the words of a claim change, whoever was asked about the earlier ones has been
// asked nothing about these. So somebody's turn says of each of those parties that it is
// to be asked again, until it is, or has answered, or somebody finds that what it said
// holds, or puts it aside and says why. So it is of a party whose answer was found not to be
// its own: its request is over, and nobody reminds it.

// PutAskingAside says that a party that was asked about earlier words of the claim is not
// asked about those that it has now.
type PutAskingAside struct {
	Party  uuid.UUID `json:"party"`
	Seen   int64     `json:"seen"` // version of the claim that the person had before her
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (PutAskingAside) CommandKind() string { return "put asking aside" }

// AskingPutAside: a party is not asked about the words that the claim has now.
type AskingPutAside struct {
	Party   uuid.UUID `json:"party"`
	Wording int64     `json:"wording"`
	By      uuid.UUID `json:"by"`
	Reason  claim.Ref `json:"reason"`
}

// FactKind implements [claim.Fact].
func (AskingPutAside) FactKind() string { return "claim.asking_put_aside" }

func init() {
	claim.RegisterBody[PutAskingAside](claim.StreamClaim)
	claim.RegisterFact[AskingPutAside]()
}

// NotAsked is a party that somebody has decided not to ask about a wording.
type NotAsked struct {
	Party   uuid.UUID `json:"party"`
	Wording int64     `json:"wording"`
	By      uuid.UUID `json:"by"`
	At      time.Time `json:"at"`
	Reason  claim.Ref `json:"reason"`
}

// AskedBefore is a party that was asked, and from which nothing can come any more about the words of now.
type AskedBefore struct {
	Party    uuid.UUID
	By       uuid.UUID // who asked it last
	Since    time.Time // since when the claim has these words, or it is known that the answer is not the party's
	Disowned bool      // it was asked about these words, and what passed for its answer is not its own
}

// NotItsOwn is why a turn to ask again is there, of a party whose answer was found not to be its own.
const NotItsOwn = "not its own"

// ToAskAgain lists the parties that are to be asked again, in the order in which they
// were asked first.
func (c *Claim) ToAskAgain() []AskedBefore {
	if c.Askable() != nil {
		return nil
	}
	parties := c.disowned()
	since, changed := c.SaysSince()
	if !changed {
		return parties
	}
	for _, a := range c.Asked {
		at := slices.IndexFunc(parties, func(p AskedBefore) bool { return p.Party == a.Party })
		switch {
		case at >= 0:
			parties[at].By = a.By
		case !c.heardOfNow(a.Party):
			parties = append(parties, AskedBefore{Party: a.Party, By: a.By, Since: since})
		}
	}
	return parties
}

// disowned are the parties that were asked about the words of now, and whose request ended with an answer that
// was found not to be theirs. One that is asked again since, or that has answered besides, is none.
func (c *Claim) disowned() (parties []AskedBefore) {
	for _, s := range c.Answers {
		if s.Weighed == nil || s.Weighed.ItsOwn || s.Withdrawn != nil || !c.SaidOfNow(s) {
			continue
		}
		asked := c.lastAsked(s.Party)
		over := asked != nil && asked.Ended && asked.Silence == "" && asked.At.Before(s.Weighed.At)
		known := slices.ContainsFunc(parties, func(p AskedBefore) bool { return p.Party == s.Party })
		answered := slices.ContainsFunc(c.Answers, func(a sources.Said) bool {
			return a.Party == s.Party && !a.Void() && c.SaidOfNow(a)
		})
		if over && !known && !answered && !c.notToAsk(s.Party) {
			parties = append(parties, AskedBefore{s.Party, asked.By, s.Weighed.At, true})
		}
	}
	return parties
}

// lastAsked is how a party was last asked about the words of now; nil if it was not.
func (c *Claim) lastAsked(party uuid.UUID) (last *sources.Asked) {
	for i, a := range c.Asked {
		if a.Party == party && c.AskedOfNow(a) {
			last = &c.Asked[i]
		}
	}
	return last
}

// notToAsk reports whether somebody has decided not to ask a party about the words of now.
func (c *Claim) notToAsk(party uuid.UUID) bool {
	return slices.ContainsFunc(c.NotAsked, func(n NotAsked) bool { return n.Party == party && c.OfNow(n.Wording) })
}

// heardOfNow reports whether a party was asked about the words of now, has answered them,
// or is not to be asked about them.
func (c *Claim) heardOfNow(party uuid.UUID) bool {
	return slices.ContainsFunc(c.Asked, func(a sources.Asked) bool { return a.Party == party && c.AskedOfNow(a) }) ||
		slices.ContainsFunc(c.Answers, func(s sources.Said) bool { return s.Party == party && c.Counts(s) }) ||
		c.notToAsk(party)
}

func (c *Claim) putAskingAside(b PutAskingAside, actor claim.Actor) ([]claim.Fact, error) {
	if c.Wording() > b.Seen {
		return nil, claim.Errorf(claim.CodeConflict, "what the claim says was changed since you looked at it").
			WithHint("read what it says now, and look whether the party is to be asked about that")
	}
	if !slices.ContainsFunc(c.ToAskAgain(), func(p AskedBefore) bool { return p.Party == b.Party }) {
		return nil, claim.Errorf(claim.CodeWrongStage, "the party does not wait to be asked again")
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	return []claim.Fact{AskingPutAside{b.Party, c.Wording(), actor.ID, b.Reason}}, nil
}

func (c *Claim) askingPutAside(e claim.Entry, f AskingPutAside) {
	c.NotAsked = append(c.NotAsked, NotAsked{f.Party, f.Wording, f.By, e.At, f.Reason})
}

// askAgainTurns are those of whoever has to ask again, one for each party.
func (c *Claim) askAgainTurns() []claim.Turn {
	var turns []claim.Turn
	for _, p := range c.ToAskAgain() {
		who := p.By
		if who == uuid.Nil {
			who = c.Author
		}
		turn := claim.Turn{Kind: claim.TurnAskAgain, Subject: c.ID, Party: p.Party, Person: who, Since: p.Since}
		if p.Disowned {
			turn.Why = NotItsOwn
		}
		turns = append(turns, turn)
	}
	return turns
}
