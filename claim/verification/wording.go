package verification

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Whatever is put to a party, and whatever it says, is of the words that the claim had
// then. When they change, what was of earlier words counts for nothing: not for the
// policy, not for the line, not for readers. It counts again where a person has said,
// with a reason, that it holds for the words that are there now: of all that was put and
// said, when she changed them ([ReviseClaim]), or of what one party said, afterwards
// ([UpholdAnswers]).
//
// A wording is named by the version of the entry since which the claim has it; 0 is the
// one that it had at first.

// UpholdAnswers says that what a party last said of earlier words holds for those that
// the claim has now.
type UpholdAnswers struct {
	Party  uuid.UUID `json:"party"`
	Seen   int64     `json:"seen"` // version of the claim that the person had before her
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (UpholdAnswers) CommandKind() string { return "uphold answers" }

// AnswersUpheld: what a party said of earlier words holds for those that the claim has now.
type AnswersUpheld struct {
	Party    uuid.UUID   `json:"party"`
	Answers  []uuid.UUID `json:"answers"` // responses
	Wording  int64       `json:"wording"`
	By       uuid.UUID   `json:"by"`
	Reason   claim.Ref   `json:"reason"`
	Standing []Standing  `json:"standing,omitempty"` // of the party's answers that take the place of one another by it
	Stage    claim.Stage `json:"stage"`              // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (AnswersUpheld) FactKind() string { return "claim.answers_upheld" }

func init() {
	claim.RegisterBody[UpholdAnswers](claim.StreamClaim)
	claim.RegisterFact[AnswersUpheld]()
}

// Upholding is that somebody found that an answer holds for other words than it was
// said of.
type Upholding struct {
	Wording int64     `json:"wording"` // that it holds for
	By      uuid.UUID `json:"by"`
	At      time.Time `json:"at"`
	Reason  claim.Ref `json:"reason"`
}

// Wording names the words that the claim has now.
func (c *Claim) Wording() int64 {
	return c.lastWording(func(Revision) bool { return true })
}

// WordingAt names the words that the claim had at an instant.
func (c *Claim) WordingAt(t time.Time) int64 {
	return c.lastWording(func(r Revision) bool { return !r.At.After(t) })
}

func (c *Claim) lastWording(fits func(Revision) bool) int64 {
	for _, r := range slices.Backward(c.Revisions) {
		if r.Worded && fits(r) {
			return r.Version
		}
	}
	return 0
}

// WordsOf is what the claim said, or says, in a wording. Content: a [claim.ClaimText].
func (c *Claim) WordsOf(wording int64) claim.Ref {
	text := c.First
	for _, r := range c.Revisions {
		if r.Worded && r.Version > wording {
			return text
		}
		text = r.Text
	}
	return c.Text
}

// sense is the wording since which the claim has said the same as in this one: somebody
// who has changed the words since may have said that what was answered still holds.
func (c *Claim) sense(wording int64) int64 {
	return c.lastWording(func(r Revision) bool { return r.Version <= wording && r.AnswersHold == "" })
}

// OfNow reports whether what was put, or said, in a wording counts for the words that the
// claim has now.
func (c *Claim) OfNow(wording int64) bool { return c.sense(wording) == c.sense(c.Wording()) }

// SaidOfNow reports whether what was said counts for the words that the claim has now: it
// was said of them, or somebody found that it holds for them.
func (c *Claim) SaidOfNow(s Said) bool { return c.senseOf(s) == c.sense(c.Wording()) }

// AskedOfNow reports whether a request put the words that the claim has now, or such as
// say the same.
func (c *Claim) AskedOfNow(a Asked) bool { return c.OfNow(a.Wording) }

// senseOf is what an answer counts for.
func (c *Claim) senseOf(s Said) int64 {
	if s.Upheld != nil {
		return c.sense(s.Upheld.Wording)
	}
	return c.sense(s.Wording)
}

// Restatement is a change of the words of which somebody said that what was answered
// still holds.
type Restatement struct {
	Wording int64     `json:"wording"` // that it holds for
	Text    claim.Ref `json:"text"`
	By      uuid.UUID `json:"by"`
	At      time.Time `json:"at"`
	Reason  claim.Ref `json:"reason"`
}

// Restated are those of the claim, oldest first.
func (c *Claim) Restated() []Restatement {
	var all []Restatement
	for _, r := range c.Revisions {
		if r.AnswersHold != "" {
			all = append(all, Restatement{r.Version, r.Text, r.By, r.At, r.AnswersHold})
		}
	}
	return all
}

// Earlier returns what a party last said of earlier words, as far as nothing took its
// place and it does not count for the words that the claim has now.
func (c *Claim) Earlier(party uuid.UUID) []Said {
	var last []Said
	now := c.sense(c.Wording())
	for _, s := range c.Answers {
		of := c.senseOf(s)
		if s.Party != party || !s.Current() || of == now {
			continue
		}
		if len(last) > 0 && of > c.senseOf(last[0]) {
			last = nil
		}
		if len(last) == 0 || of == c.senseOf(last[0]) {
			last = append(last, s)
		}
	}
	return last
}

// WithEarlier lists the parties that have said something of earlier words which does
// not count for those that the claim has now, in the order in which they first spoke.
func (c *Claim) WithEarlier() []uuid.UUID {
	var parties []uuid.UUID
	if c.Wording() == 0 {
		return nil
	}
	for _, s := range c.Answers {
		if !slices.Contains(parties, s.Party) && len(c.Earlier(s.Party)) > 0 {
			parties = append(parties, s.Party)
		}
	}
	return parties
}

func (c *Claim) upholdAnswers(b UpholdAnswers, actor claim.Actor, around claim.Around) ([]claim.Fact, error) {
	if err := c.takesStatements(); err != nil {
		return nil, err
	}
	if c.Wording() > b.Seen {
		return nil, claim.Errorf(claim.CodeConflict, "what the claim says was changed since you looked at it").
			WithHint("read what it says now, and look whether what was answered holds for that")
	}
	earlier := c.Earlier(b.Party)
	if len(earlier) == 0 {
		return nil, claim.Errorf(claim.CodeWrongStage, "nothing was said of earlier words that does not count already")
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	if err := c.signableBy(actor, around); err != nil {
		return nil, err
	}
	fact := AnswersUpheld{Party: b.Party, Wording: c.Wording(), By: actor.ID, Reason: b.Reason, Stage: c.doubted()}
	for _, s := range c.Answers { // with what they took the place of, which was of the same words
		if s.Party == b.Party && !s.Void() && c.senseOf(s) == c.senseOf(earlier[0]) {
			fact.Answers = append(fact.Answers, s.Response)
		}
	}
	then := *c
	then.Answers = slices.Clone(c.Answers)
	then.marksUpheld(fact, Upholding{Wording: fact.Wording})
	for i, s := range then.Answers {
		if s.Party != b.Party || s.Void() || !then.SaidOfNow(s) {
			continue
		}
		if by := then.superseding(i, uuid.Nil); by != s.SupersededBy {
			fact.Standing = append(fact.Standing, Standing{s.Response, by})
		}
	}
	return []claim.Fact{fact}, nil
}

// marksUpheld marks the answers that hold.
func (c *Claim) marksUpheld(f AnswersUpheld, u Upholding) {
	for i := range c.Answers {
		if slices.Contains(f.Answers, c.Answers[i].Response) {
			c.Answers[i].Upheld = &u
		}
	}
}

func (c *Claim) answersUpheld(e claim.Entry, f AnswersUpheld) {
	c.Answers = slices.Clone(c.Answers)
	c.marksUpheld(f, Upholding{f.Wording, f.By, e.At, f.Reason})
	c.restand(f.Standing)
	c.at(f.Stage)
}

// restand takes in what has taken the place of answers.
func (c *Claim) restand(standing []Standing) {
	for i := range c.Answers {
		for _, s := range standing {
			if c.Answers[i].Response == s.Response {
				c.Answers[i].SupersededBy = s.SupersededBy
			}
		}
	}
}
