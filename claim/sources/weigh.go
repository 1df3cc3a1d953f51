package sources

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Mail says by itself who sent it, and anybody can write that. So an answer that something speaks
// against counts for nothing until a person has decided whose it is, and so does one that nothing
// ties to the party, whoever recorded it as the party's. And one from a sender who may
// not be the party takes the place of none that is surer: both stand, the line speaks from the surer
// one, and a person decides which holds.

// Weighing is what somebody found of an answer that may not be the party's.
type Weighing struct {
	ItsOwn bool      `json:"itsOwn"` // it is the party's; otherwise it counts for nothing
	By     uuid.UUID `json:"by"`
	At     time.Time `json:"at"`
	Reason claim.Ref `json:"reason"`
}

// WeighAnswer says whether an answer that may not be the party's is its own.
type WeighAnswer struct {
	Response uuid.UUID `json:"response"`
	ItsOwn   bool      `json:"itsOwn"`
	Reason   claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (WeighAnswer) CommandKind() string { return "weigh answer" }

// AnswerWeighed: somebody decided whether an answer that may not be the party's is its own.
type AnswerWeighed struct {
	Response uuid.UUID   `json:"response"`
	ItsOwn   bool        `json:"itsOwn"`
	By       uuid.UUID   `json:"by"`
	Reason   claim.Ref   `json:"reason"`
	Standing []Standing  `json:"standing,omitempty"` // of the answers of the party that stand otherwise now
	Stage    claim.Stage `json:"stage"`              // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (AnswerWeighed) FactKind() string { return "claim.answer_weighed" }

func init() {
	claim.RegisterBody[WeighAnswer](claim.StreamClaim)
	claim.RegisterFact[AnswerWeighed]()
}

// Void reports whether it never counts: it was not recorded as it was made, or is not the party's.
func (s Said) Void() bool { return s.Withdrawn != nil || s.Weighed != nil && !s.Weighed.ItsOwn }

// Doubtful reports whether its sender may not be the party: it was read from mail that proves
// nothing, or against which something speaks, and nobody has found that it is the party's own. What
// somebody on the desk noted, that person vouches for.
func (s Said) Doubtful() bool {
	own := s.Weighed != nil && s.Weighed.ItsOwn
	return !own && len(s.Way) == 0 && (s.Authenticity == claim.AuthenticitySuspicious || s.Mailed && s.Authenticity.Uncertain())
}

// Suspected reports whether something speaks against it being the party's, and nobody has decided.
func (s Said) Suspected() bool { return s.Doubtful() && s.Authenticity == claim.AuthenticitySuspicious }

// Undecided reports whether it is the party's for nobody to rely on until somebody has decided: something
// speaks against that, or nothing speaks for it.
func (s Said) Undecided() bool { return s.Suspected() || s.Unproven && s.Doubtful() }

// surer reports whether it is surer than another one, which may not be the party's, that it is.
func (s Said) surer(than Said) bool { return than.Doubtful() && s.sure() > than.sure() }

// sure is how sure it is that it is the party's, among what the party may have said.
func (s Said) sure() int {
	switch {
	case !s.Authenticity.Uncertain() || s.Weighed != nil && s.Weighed.ItsOwn:
		return 3
	case s.Authenticity == claim.AuthenticitySuspicious:
		return 0
	case s.Unproven:
		return 1
	}
	return 2
}

// InDoubt reports whether an answer that stands counts for nothing until somebody has decided
// whether it is the party's.
func (k *Known) InDoubt(s Said) bool { return s.Current() && k.Outweighed(s) }

// Outweighed reports whether an answer may not be the party's, where something speaks against it,
// nothing speaks for it, or a surer one of the same words is there.
func (k *Known) Outweighed(s Said) bool {
	return s.Undecided() && !k.tookOver(s) || s.Doubtful() && slices.ContainsFunc(k.Answers, func(a Said) bool {
		return a.Party == s.Party && !a.Void() && a.surer(s) && k.senseOf(a) == k.senseOf(s) && !k.gaveWay(a)
	})
}

// tookOver reports whether an answer took the place of a surer one, as was so in records of before
// that counted.
func (k *Known) tookOver(s Said) bool {
	return slices.ContainsFunc(k.Answers, func(a Said) bool { return a.SupersededBy == s.Response && a.surer(s) })
}

// gaveWay reports whether an answer was superseded by one that it was surer than, as was so in
// records of before that counted.
func (k *Known) gaveWay(a Said) bool {
	by := a
	for range k.Answers {
		next := k.Statement(by.SupersededBy)
		if next == nil || by.SupersededBy == uuid.Nil {
			return false
		}
		if by = *next; a.surer(by) {
			return true
		}
	}
	return false
}

// Doubted lists the answers that wait for somebody to decide whether they are the party's.
func (k *Known) Doubted() []Said {
	return slices.DeleteFunc(slices.Clone(k.Answers), func(s Said) bool { return !k.InDoubt(s) || !k.SaidOfNow(s) })
}

func (k *Known) weighAnswer(b WeighAnswer, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	s := k.Statement(b.Response)
	switch {
	case s == nil:
		return nil, claim.Errorf(claim.CodeNotFound, "the claim has no such answer")
	case s.Weighed != nil && s.Weighed.ItsOwn == b.ItsOwn:
		return nil, nil
	case s.Weighed == nil && !s.Doubtful():
		return nil, claim.Errorf(claim.CodeWrongStage, "nothing speaks against the answer being the party's: it is %s", s.Authenticity)
	}
	if err := of.TakesStatements(); err != nil {
		return nil, err
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	if err := of.SignableBy(actor, around); err != nil {
		return nil, err
	}
	then := *k
	then.Answers = slices.Clone(k.Answers)
	then.Statement(b.Response).Weighed = &Weighing{ItsOwn: b.ItsOwn}
	return []claim.Fact{AnswerWeighed{b.Response, b.ItsOwn, actor.ID, b.Reason, then.restanding(*s), of.Reconsidered()}}, nil
}

// restanding is what takes the place of what a party has said of the words of one of its answers,
// where that is otherwise than is on record.
func (k *Known) restanding(as Said) []Standing {
	var out []Standing
	for i, s := range k.Answers {
		if s.Party != as.Party || s.Void() || k.senseOf(s) != k.senseOf(as) {
			continue
		}
		if by := k.superseding(i, uuid.Nil); by != s.SupersededBy {
			out = append(out, Standing{s.Response, by})
		}
	}
	return out
}

func (k *Known) answerWeighed(e claim.Entry, f AnswerWeighed) {
	k.Answers = slices.Clone(k.Answers)
	if s := k.Statement(f.Response); s != nil {
		s.Weighed = &Weighing{f.ItsOwn, f.By, e.At, f.Reason}
	}
	k.restand(f.Standing)
}
