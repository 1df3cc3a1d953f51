package sources

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Limits of evidence.
const (
	// MaxEvidence is how many pieces of evidence one claim takes.
	MaxEvidence = 200
	// MaxEvidenceFile is how large a file may be, in bytes.
	MaxEvidenceFile = 25 << 20
)

// Evidence is a file, capture, document, recording or note about a claim.
type Evidence struct {
	ID        uuid.UUID          `json:"id"`
	Kind      claim.EvidenceKind `json:"kind"`
	Bearing   claim.Bearing      `json:"bearing"`
	Origin    uuid.UUID          `json:"origin,omitzero"` // whose statement it is, or whose work; zero if nobody said
	Way       []uuid.UUID        `json:"way,omitempty"`   // through whom it came, as of [Said]
	Text      claim.Ref          `json:"text"`            // content: an [EvidenceText]
	File      claim.Ref          `json:"file,omitempty"`  // content: the bytes
	By        uuid.UUID          `json:"by"`
	At        time.Time          `json:"at"` // when it was added
	Withdrawn *claim.Withdrawal  `json:"withdrawn,omitempty"`

	Public      bool      `json:"public,omitempty"`     // readers of the finding see that there is it, and where it comes from
	DisclosedBy uuid.UUID `json:"disclosedBy,omitzero"` // who decided that last, after it was added

	Wording int64      `json:"wording,omitempty"` // of the claim, that it was judged of
	Upheld  *Upholding `json:"upheld,omitempty"`  // that it stands for another wording
}

// EvidenceText is content: what people say of a piece of evidence.
type EvidenceText struct {
	Title  string        `json:"title"`
	Origin string        `json:"origin,omitempty"` // the root that it comes from, in words
	Source string        `json:"source,omitempty"` // where it was found, often an address on the web
	Text   string        `json:"text,omitempty"`   // what it says, or what was noted
	File   *EvidenceFile `json:"file,omitempty"`
}

// EvidenceFile is content: how a file is called and what it holds.
type EvidenceFile struct {
	Name   string `json:"name"`
	Media  string `json:"media"` // media type (RFC 6838), as the person who added it said
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // of the bytes, in hex
}

// AddEvidence puts a piece of evidence to a claim. Content: an [EvidenceText], and the file's bytes.
type AddEvidence struct {
	Evidence uuid.UUID          `json:"evidence"`
	Kind     claim.EvidenceKind `json:"kind"`
	Bearing  claim.Bearing      `json:"bearing"`
	Origin   uuid.UUID          `json:"origin,omitzero"`
	Way      []uuid.UUID        `json:"way,omitempty"`
	Text     claim.Ref          `json:"text"`
	File     claim.Ref          `json:"file,omitempty"`
	Public   bool               `json:"public,omitempty"` // readers of the finding see it
}

// CommandKind implements [claim.Body].
func (AddEvidence) CommandKind() string { return "add evidence" }

// WithdrawEvidence no longer relies on a piece of evidence. It stays in the record.
type WithdrawEvidence struct {
	Evidence uuid.UUID `json:"evidence"`
	Reason   claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (WithdrawEvidence) CommandKind() string { return "withdraw evidence" }

// EvidenceAdded: a piece of evidence was put to the claim.
type EvidenceAdded struct {
	Evidence uuid.UUID          `json:"evidence"`
	Kind     claim.EvidenceKind `json:"kind"`
	Bearing  claim.Bearing      `json:"bearing"`
	Origin   uuid.UUID          `json:"origin,omitzero"`
	Way      []uuid.UUID        `json:"way,omitempty"`
	Text     claim.Ref          `json:"text"`
	File     claim.Ref          `json:"file,omitempty"`
	By       uuid.UUID          `json:"by"`
	Stage    claim.Stage        `json:"stage"` // the claim's stage from now on
	Public   bool               `json:"public,omitempty"`
}

// FactKind implements [claim.Fact].
func (EvidenceAdded) FactKind() string { return "claim.evidence_added" }

// EvidenceWithdrawn: the desk no longer relies on a piece of evidence.
type EvidenceWithdrawn struct {
	Evidence uuid.UUID   `json:"evidence"`
	By       uuid.UUID   `json:"by"`
	Reason   claim.Ref   `json:"reason"`
	Stage    claim.Stage `json:"stage"`
}

// FactKind implements [claim.Fact].
func (EvidenceWithdrawn) FactKind() string { return "claim.evidence_withdrawn" }

func init() {
	claim.RegisterBody[AddEvidence](claim.StreamClaim)
	claim.RegisterBody[WithdrawEvidence](claim.StreamClaim)
	claim.RegisterFact[EvidenceAdded]()
	claim.RegisterFact[EvidenceWithdrawn]()
}

// Exhibit returns a piece of evidence, nil if the claim has none of that id.
func (k *Known) Exhibit(id uuid.UUID) *Evidence {
	for i := range k.Evidence {
		if k.Evidence[i].ID == id {
			return &k.Evidence[i]
		}
	}
	return nil
}

func (k *Known) addEvidence(b AddEvidence, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	if k.Exhibit(b.Evidence) != nil {
		return nil, nil
	}
	if err := of.TakesEvidence(); err != nil {
		return nil, err
	}
	if len(k.Evidence) >= MaxEvidence {
		return nil, claim.Errorf(claim.CodeTooLarge, "a claim takes at most %d pieces of evidence", MaxEvidence)
	}
	if err := claim.OneOf("kind", b.Kind, claim.EvidenceKinds); err != nil {
		return nil, err
	}
	if err := claim.OneOf("bearing", b.Bearing, claim.Bearings); err != nil {
		return nil, err
	}
	if b.Text == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "evidence needs a title").WithField("title", "say what it is")
	}
	if err := CheckWay(b.Origin, b.Way, around); err != nil {
		return nil, err
	}
	if err := of.SignableBy(actor, around); err != nil {
		return nil, err
	}
	return []claim.Fact{EvidenceAdded{b.Evidence, b.Kind, b.Bearing, b.Origin, b.Way, b.Text, b.File, actor.ID, of.Reconsidered(), b.Public}}, nil
}

func (k *Known) withdrawEvidence(b WithdrawEvidence, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	e := k.Exhibit(b.Evidence)
	if e == nil {
		return nil, claim.Errorf(claim.CodeNotFound, "the claim has no such evidence")
	}
	if e.Withdrawn != nil {
		return nil, nil
	}
	if err := of.TakesEvidence(); err != nil {
		return nil, err
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	if err := of.SignableBy(actor, around); err != nil {
		return nil, err
	}
	return []claim.Fact{EvidenceWithdrawn{b.Evidence, actor.ID, b.Reason, of.Reconsidered()}}, nil
}

func (k *Known) evidenceAdded(e claim.Entry, f EvidenceAdded) {
	k.Evidence = append(k.Evidence, Evidence{
		ID: f.Evidence, Kind: f.Kind, Bearing: f.Bearing, Origin: f.Origin, Way: f.Way, Text: f.Text, File: f.File, By: f.By, At: e.At, Public: f.Public,
		Wording: k.Wording(),
	})
}

func (k *Known) evidenceWithdrawn(e claim.Entry, f EvidenceWithdrawn) {
	k.Evidence = slices.Clone(k.Evidence)
	if exhibit := k.Exhibit(f.Evidence); exhibit != nil {
		exhibit.Withdrawn = &claim.Withdrawal{By: f.By, At: e.At, Reason: f.Reason}
	}
}
