package relation

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// ClaimRelated: the claim is something to another one from now on.
type ClaimRelated struct {
	To     uuid.UUID   `json:"to"`
	As     Relation    `json:"as"`
	By     uuid.UUID   `json:"by"`
	Reason claim.Ref   `json:"reason,omitempty"`
	Stage  claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (ClaimRelated) FactKind() string { return "claim.related" }

// ClaimUnrelated: it is that no more.
type ClaimUnrelated struct {
	To     uuid.UUID   `json:"to"`
	As     Relation    `json:"as"`
	Reason claim.Ref   `json:"reason"`
	Stage  claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (ClaimUnrelated) FactKind() string { return "claim.unrelated" }

// ClaimNamed: another claim is something to this one from now on, or is it no more.
// It is the other side of [ClaimRelated] and [ClaimUnrelated].
type ClaimNamed struct {
	Claim uuid.UUID `json:"claim"`
	As    Relation  `json:"as"`
	Gone  bool      `json:"gone,omitempty"`
}

// FactKind implements [claim.Fact].
func (ClaimNamed) FactKind() string { return "claim.named" }

// GroundFell: a claim that this one rests on has fallen, or stands again.
type GroundFell struct {
	Claim uuid.UUID `json:"claim"`
	How   string    `json:"how,omitempty"`
}

// FactKind implements [claim.Fact].
func (GroundFell) FactKind() string { return "claim.ground_fell" }

// ClaimUpheld: somebody has looked, and found that the claim stands all the same.
type ClaimUpheld struct {
	By     uuid.UUID `json:"by"`
	Reason claim.Ref `json:"reason"`

	Grounds []Ground    `json:"grounds,omitempty"` // that had fallen
	Stage   claim.Stage `json:"stage,omitempty"`   // the claim's stage from now on; empty where it was no part of what is signed
}

// FactKind implements [claim.Fact].
func (ClaimUpheld) FactKind() string { return "claim.upheld" }

func init() {
	claim.RegisterBody[RelateClaim](claim.StreamClaim)
	claim.RegisterBody[UnrelateClaim](claim.StreamClaim)
	claim.RegisterBody[UpholdClaim](claim.StreamClaim)
	claim.RegisterBody[NoteNamed](claim.StreamClaim)
	claim.RegisterBody[NoteFallen](claim.StreamClaim)
	claim.RegisterFact[ClaimRelated]()
	claim.RegisterFact[ClaimUnrelated]()
	claim.RegisterFact[ClaimNamed]()
	claim.RegisterFact[GroundFell]()
	claim.RegisterFact[ClaimUpheld]()
}
