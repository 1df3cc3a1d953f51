package sources

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// DiscloseEvidence says whether readers of the finding see a piece of evidence: its
// title, its source, its origin in words and the hash of its file. What it says, and
// the file itself, stay internal.
type DiscloseEvidence struct {
	Evidence uuid.UUID `json:"evidence"`
	Public   bool      `json:"public"`
}

// CommandKind implements [claim.Body].
func (DiscloseEvidence) CommandKind() string { return "disclose evidence" }

// EvidenceDisclosed: somebody decided whether readers see a piece of evidence.
type EvidenceDisclosed struct {
	Evidence uuid.UUID   `json:"evidence"`
	Public   bool        `json:"public"`
	By       uuid.UUID   `json:"by"`
	Stage    claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (EvidenceDisclosed) FactKind() string { return "claim.evidence_disclosed" }

func init() {
	claim.RegisterBody[DiscloseEvidence](claim.StreamClaim)
	claim.RegisterFact[EvidenceDisclosed]()
}

// discloseEvidence makes who decides one of the claim's authors: what readers see of
// it is part of what is signed.
func (k *Known) discloseEvidence(b DiscloseEvidence, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	e := k.Exhibit(b.Evidence)
	switch {
	case e == nil:
		return nil, claim.Errorf(claim.CodeNotFound, "the claim has no such evidence")
	case e.Public == b.Public:
		return nil, nil
	case e.Withdrawn != nil:
		return nil, claim.Errorf(claim.CodeWrongStage, "evidence that was withdrawn is not public, and cannot be made so")
	}
	if err := of.TakesEvidence(); err != nil {
		return nil, err
	}
	if err := of.SignableBy(actor, around); err != nil {
		return nil, err
	}
	return []claim.Fact{EvidenceDisclosed{b.Evidence, b.Public, actor.ID, of.Reconsidered()}}, nil
}

func (k *Known) evidenceDisclosed(f EvidenceDisclosed) {
	k.Evidence = slices.Clone(k.Evidence)
	if exhibit := k.Exhibit(f.Evidence); exhibit != nil {
		exhibit.Public, exhibit.DisclosedBy = f.Public, f.By
	}
}
