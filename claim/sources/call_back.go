package sources

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// CallBack is that somebody asked the party, on a number that was known before, whether an answer is its own.
type CallBack struct {
	By      uuid.UUID `json:"by"`
	Contact uuid.UUID `json:"contact"` // the contact point that was called
	At      time.Time `json:"at"`
}

// Callable is a party as far as call-backs ask.
type Callable interface {
	claim.Aggregate
	// KnownNumber refuses a contact point that is no number of the party, or that nobody knew to be one when
	// something was said: whoever pretends to be the party gives a number as well.
	KnownNumber(contact uuid.UUID, said time.Time) error
}

// NoteCalledBack tells a claim that an answer about it was confirmed by a call-back.
type NoteCalledBack struct {
	Response uuid.UUID `json:"response"`
	CallBack CallBack  `json:"callBack"`
}

// CommandKind implements [claim.Body].
func (NoteCalledBack) CommandKind() string { return "note called back" }

// NoticeKey implements [claim.Told].
func (b NoteCalledBack) NoticeKey() string { return b.Response.String() }

// AnswerCalledBack: an answer about the claim was confirmed by a call-back, and so is verified.
type AnswerCalledBack struct {
	Response uuid.UUID   `json:"response"`
	CallBack CallBack    `json:"callBack"`
	Standing []Standing  `json:"standing,omitempty"` // of the answers of the party that stand otherwise now
	Stage    claim.Stage `json:"stage"`              // the stage after it
}

// FactKind implements [claim.Fact].
func (AnswerCalledBack) FactKind() string { return "claim.answer_called_back" }

func init() {
	claim.RegisterBody[NoteCalledBack](claim.StreamClaim)
	claim.RegisterFact[AnswerCalledBack]()
}

// noteCalledBack takes what was signed back to be assessed, as the answer is part of it. A finding that is public
// does not become wrong by it.
func (k *Known) noteCalledBack(b NoteCalledBack, of Claim) []claim.Fact {
	said := func(s Said) bool { return s.Response == b.Response && s.CalledBack == nil }
	if !slices.ContainsFunc(k.Answers, said) {
		return nil
	}
	then := *k
	then.verified(b.Response, b.CallBack)
	return []claim.Fact{AnswerCalledBack{b.Response, b.CallBack, then.restanding(*k.Statement(b.Response)), of.Moved(len(k.Waiting()) > 0)}}
}

func (k *Known) answerCalledBack(f AnswerCalledBack) {
	k.verified(f.Response, f.CallBack)
	k.restand(f.Standing)
}

func (k *Known) verified(response uuid.UUID, by CallBack) {
	k.Answers = slices.Clone(k.Answers)
	if s := k.Statement(response); s != nil {
		s.Authenticity, s.CalledBack = claim.AuthenticityVerified, &by
	}
}
