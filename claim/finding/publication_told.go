package finding

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// NotePublished tells a correspondence what was made public of a claim that it asks
// about. Unless whoever published has said why not, the party is told in a letter.
type NotePublished struct {
	Claim       uuid.UUID   `json:"claim"`
	Publication Publication `json:"publication"`
}

// CommandKind implements [claim.Body].
func (NotePublished) CommandKind() string { return "note published" }

// NoticeKey implements [claim.Told].
func (b NotePublished) NoticeKey() string { return b.Claim.String() }

func init() { claim.RegisterBody[NotePublished](claim.StreamCorrespondence) }
