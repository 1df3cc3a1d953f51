package sources

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// What a piece of evidence shows was judged of the words that the claim had then. When
// these change, it is to be looked at again: it counts for nothing until somebody says
// why it stands, of the words that are there now.

// UpholdEvidence says that evidence which was judged of earlier words stands for those
// that the claim has now.
type UpholdEvidence struct {
	Evidence []uuid.UUID `json:"evidence,omitempty"` // all that is to be looked at again, if none is named
	Seen     int64       `json:"seen"`               // version of the claim that the person had before her
	Reason   claim.Ref   `json:"reason"`
}

// CommandKind implements [claim.Body].
func (UpholdEvidence) CommandKind() string { return "uphold evidence" }

// EvidenceUpheld: evidence that was judged of earlier words stands for those of now.
type EvidenceUpheld struct {
	Evidence []uuid.UUID `json:"evidence"`
	Wording  int64       `json:"wording"`
	By       uuid.UUID   `json:"by"`
	Reason   claim.Ref   `json:"reason"`
	Stage    claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (EvidenceUpheld) FactKind() string { return "claim.evidence_upheld" }

func init() {
	claim.RegisterBody[UpholdEvidence](claim.StreamClaim)
	claim.RegisterFact[EvidenceUpheld]()
}

// Shows reports whether a piece of evidence counts: nobody has withdrawn it, and it was
// judged of the words that the claim has now, or somebody found that it stands for them.
func (k *Known) Shows(e Evidence) bool { return e.Withdrawn == nil && k.evidenceOfNow(e) }

func (k *Known) evidenceOfNow(e Evidence) bool {
	if e.Upheld != nil && k.OfNow(e.Upheld.Wording) {
		return true
	}
	return k.OfNow(e.Wording)
}

// ToLookAt is the evidence that is to be looked at again, since the words have changed.
func (k *Known) ToLookAt() []uuid.UUID {
	var again []uuid.UUID
	for _, e := range k.Evidence {
		if e.Withdrawn == nil && !k.evidenceOfNow(e) {
			again = append(again, e.ID)
		}
	}
	return again
}

func (k *Known) upholdEvidence(b UpholdEvidence, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	if err := of.TakesEvidence(); err != nil {
		return nil, err
	}
	if k.Wording() > b.Seen {
		return nil, claim.Errorf(claim.CodeConflict, "what the claim says was changed since you looked at it").
			WithHint("read what it says now, and look whether the evidence stands for that")
	}
	again := k.ToLookAt()
	for _, id := range b.Evidence {
		if k.Exhibit(id) == nil {
			return nil, claim.Errorf(claim.CodeNotFound, "the claim has no such evidence")
		}
	}
	if len(b.Evidence) > 0 {
		again = slices.DeleteFunc(again, func(id uuid.UUID) bool { return !slices.Contains(b.Evidence, id) })
	}
	if len(again) == 0 {
		return nil, claim.Errorf(claim.CodeWrongStage, "no evidence of earlier words is to be looked at again")
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	if err := of.SignableBy(actor, around); err != nil {
		return nil, err
	}
	return []claim.Fact{EvidenceUpheld{again, k.Wording(), actor.ID, b.Reason, of.Reconsidered()}}, nil
}

func (k *Known) evidenceUpheld(e claim.Entry, f EvidenceUpheld) {
	k.Evidence = slices.Clone(k.Evidence)
	for _, id := range f.Evidence {
		if exhibit := k.Exhibit(id); exhibit != nil {
			exhibit.Upheld = &Upholding{f.Wording, f.By, e.At, f.Reason}
		}
	}
}
