package relation

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// RelateClaim says what the claim is to another one.
type RelateClaim struct {
	To     uuid.UUID `json:"to"`
	As     Relation  `json:"as"`
	Reason claim.Ref `json:"reason,omitempty"`
}

// CommandKind implements [claim.Body].
func (RelateClaim) CommandKind() string { return "relate claim" }

// UnrelateClaim says that it is that no more.
type UnrelateClaim struct {
	To     uuid.UUID `json:"to"`
	As     Relation  `json:"as"`
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (UnrelateClaim) CommandKind() string { return "unrelate claim" }

// UpholdClaim says why the claim stands, although one that it rests on has fallen: all
// that have, and of which nobody has said so yet.
type UpholdClaim struct {
	Seen   int64     `json:"seen"` // version of the claim that the person had before her
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (UpholdClaim) CommandKind() string { return "uphold claim" }

// NoteNamed tells a claim what another one is to it, or is no more.
type NoteNamed struct {
	Claim uuid.UUID `json:"claim"`
	As    Relation  `json:"as"`
	Gone  bool      `json:"gone,omitempty"`
}

// CommandKind implements [claim.Body].
func (NoteNamed) CommandKind() string { return "note named" }

// NoteFallen tells a claim that one which it rests on has fallen, or stands again.
type NoteFallen struct {
	Claim uuid.UUID `json:"claim"`
	How   string    `json:"how,omitempty"` // its outcome, or its stage; empty if it stands again
}

// CommandKind implements [claim.Body].
func (NoteFallen) CommandKind() string { return "note fallen" }
