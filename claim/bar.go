package claim

import (
	"time"

	"github.com/google/uuid"
)

// Barred is that a party, or one of its contact points, is not to be contacted: nothing goes there, neither by itself
// nor by hand, until somebody takes that back.
type Barred struct {
	At     time.Time `json:"at"`
	By     uuid.UUID `json:"by,omitzero"`
	Reason Ref       `json:"reason"` // content: why, as text
	// Letters: only no letters can go to it, as every contact point is barred that takes them; else the party is as a whole.
	Letters bool `json:"letters,omitempty"`
}

// NoteBarred tells a correspondence that its party is not to be contacted: as a whole, or wherever letters could go.
type NoteBarred struct {
	Barred *Barred `json:"barred,omitempty"` // nil if it may be contacted again
}

// CommandKind implements [Body].
func (NoteBarred) CommandKind() string { return "note bar" }

func init() { RegisterBody[NoteBarred](StreamCorrespondence) }

// NotToContact refuses to write to a party that is not to be contacted.
func NotToContact() *Error {
	return Errorf(CodeConflict, "the party is not to be contacted").
		WithHint("see why on the page of the party; whoever may hold all mail can take it back (onrecord party unbar), then ask")
}
