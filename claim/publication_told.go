package claim

import "github.com/google/uuid"

// NotePublished tells a correspondence what was made public of a claim that it asks
// about. Unless whoever published has said why not, the party is told in a letter.
type NotePublished struct {
	Claim       uuid.UUID   `json:"claim"`
	Publication Publication `json:"publication"`
}

// CommandKind implements [Body].
func (NotePublished) CommandKind() string { return "note published" }

func init() { RegisterBody[NotePublished](StreamCorrespondence) }
