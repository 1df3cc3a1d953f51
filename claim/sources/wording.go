package sources

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
// said, when she changed them (revise claim), or of what one party said, afterwards
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

// Revision is one change of what a claim says.
type Revision struct {
	Version int64      `json:"version"` // of the entry
	Text    claim.Ref  `json:"text"`    // what it says since
	Tier    claim.Tier `json:"tier"`
	By      uuid.UUID  `json:"by"`
	At      time.Time  `json:"at"`
	Worded  bool       `json:"worded,omitempty"` // the words have changed, not only what stands beside them

	AnswersHold claim.Ref `json:"answersHold,omitempty"` // content: why what was put and answered, and the evidence, holds for these words; empty if it does not
}

// Revised is the version of the entry that last changed what the claim says, 0
// if it says what it said at first.
func (k *Known) Revised() int64 {
	if n := len(k.Revisions); n > 0 {
		return k.Revisions[n-1].Version
	}
	return 0
}

// Reworded reports whether the claim says something else than it did with a text of it.
func (k *Known) Reworded(since claim.Ref) bool {
	for _, r := range slices.Backward(k.Revisions) {
		if r.Text == since {
			return false
		}
		if r.Worded {
			return true
		}
	}
	return false
}

// Wording names the words that the claim has now.
func (k *Known) Wording() int64 {
	return k.lastWording(func(Revision) bool { return true })
}

// WordingAt names the words that the claim had at an instant.
func (k *Known) WordingAt(t time.Time) int64 {
	return k.lastWording(func(r Revision) bool { return !r.At.After(t) })
}

func (k *Known) lastWording(fits func(Revision) bool) int64 {
	for _, r := range slices.Backward(k.Revisions) {
		if r.Worded && fits(r) {
			return r.Version
		}
	}
	return 0
}

// WordsOf is what the claim said, or says, in a wording. Content: a [claim.ClaimText].
func (k *Known) WordsOf(wording int64) claim.Ref {
	text := k.First
	for _, r := range k.Revisions {
		if r.Worded && r.Version > wording {
			return text
		}
		text = r.Text
	}
	return k.Text
}

// sense is the wording since which the claim has said the same as in this one: somebody
// who has changed the words since may have said that what was answered still holds.
func (k *Known) sense(wording int64) int64 {
	return k.lastWording(func(r Revision) bool { return r.Version <= wording && r.AnswersHold == "" })
}

// SaysSince is since when the claim says what it says now; ok is false if it always has.
func (k *Known) SaysSince() (since time.Time, ok bool) {
	now := k.sense(k.Wording())
	i := slices.IndexFunc(k.Revisions, func(r Revision) bool { return r.Version == now })
	if i < 0 {
		return time.Time{}, false
	}
	return k.Revisions[i].At, true
}

// OfNow reports whether what was put, or said, in a wording counts for the words that the
// claim has now.
func (k *Known) OfNow(wording int64) bool { return k.sense(wording) == k.sense(k.Wording()) }

// SaidOfNow reports whether what was said counts for the words that the claim has now: it
// was said of them, or somebody found that it holds for them.
func (k *Known) SaidOfNow(s Said) bool { return k.senseOf(s) == k.sense(k.Wording()) }

// AskedOfNow reports whether a request put the words that the claim has now, or such as
// say the same.
func (k *Known) AskedOfNow(a Asked) bool { return k.OfNow(a.Wording) }

// senseOf is what an answer counts for.
func (k *Known) senseOf(s Said) int64 {
	if s.Upheld != nil {
		return k.sense(s.Upheld.Wording)
	}
	return k.sense(s.Wording)
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
func (k *Known) Restated() []Restatement {
	var all []Restatement
	for _, r := range k.Revisions {
		if r.AnswersHold != "" {
			all = append(all, Restatement{r.Version, r.Text, r.By, r.At, r.AnswersHold})
		}
	}
	return all
}

// Earlier returns what a party last said of earlier words, as far as nothing took its
// place and it does not count for the words that the claim has now.
func (k *Known) Earlier(party uuid.UUID) []Said {
	var last []Said
	now := k.sense(k.Wording())
	for _, s := range k.Answers {
		of := k.senseOf(s)
		if s.Party != party || !s.Current() || of == now {
			continue
		}
		if len(last) > 0 && of > k.senseOf(last[0]) {
			last = nil
		}
		if len(last) == 0 || of == k.senseOf(last[0]) {
			last = append(last, s)
		}
	}
	return last
}

// WithEarlier lists the parties that have said something of earlier words which does
// not count for those that the claim has now, in the order in which they first spoke.
func (k *Known) WithEarlier() []uuid.UUID {
	var parties []uuid.UUID
	if k.Wording() == 0 {
		return nil
	}
	for _, s := range k.Answers {
		if !slices.Contains(parties, s.Party) && len(k.Earlier(s.Party)) > 0 {
			parties = append(parties, s.Party)
		}
	}
	return parties
}

func (k *Known) upholdAnswers(b UpholdAnswers, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	if err := of.TakesStatements(); err != nil {
		return nil, err
	}
	if k.Wording() > b.Seen {
		return nil, claim.Errorf(claim.CodeConflict, "what the claim says was changed since you looked at it").
			WithHint("read what it says now, and look whether what was answered holds for that")
	}
	earlier := k.Earlier(b.Party)
	if len(earlier) == 0 {
		return nil, claim.Errorf(claim.CodeWrongStage, "nothing was said of earlier words that does not count already")
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	if err := of.SignableBy(actor, around); err != nil {
		return nil, err
	}
	fact := AnswersUpheld{Party: b.Party, Wording: k.Wording(), By: actor.ID, Reason: b.Reason, Stage: of.Reconsidered()}
	for _, s := range k.Answers { // with what they took the place of, which was of the same words
		if s.Party == b.Party && !s.Void() && k.senseOf(s) == k.senseOf(earlier[0]) {
			fact.Answers = append(fact.Answers, s.Response)
		}
	}
	then := *k
	then.Answers = slices.Clone(k.Answers)
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
func (k *Known) marksUpheld(f AnswersUpheld, u Upholding) {
	for i := range k.Answers {
		if slices.Contains(f.Answers, k.Answers[i].Response) {
			k.Answers[i].Upheld = &u
		}
	}
}

func (k *Known) answersUpheld(e claim.Entry, f AnswersUpheld) {
	k.Answers = slices.Clone(k.Answers)
	k.marksUpheld(f, Upholding{f.Wording, f.By, e.At, f.Reason})
	k.restand(f.Standing)
}

// restand takes in what has taken the place of answers.
func (k *Known) restand(standing []Standing) {
	for i := range k.Answers {
		for _, s := range standing {
			if k.Answers[i].Response == s.Response {
				k.Answers[i].SupersededBy = s.SupersededBy
			}
		}
	}
}
