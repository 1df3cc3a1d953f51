package lists

import (
	"time"

	"github.com/google/uuid"
)

// Browser is a browser that a person has subscribed to be told by web push. It is working
// state: where its push service is and its keys are secrets, and sealed.
type Browser struct {
	ID        uuid.UUID
	Hash      string // SHA-256 of its address, in hex: one that is subscribed anew is the same
	Person    uuid.UUID
	Sealed    []byte // its address and keys; empty for one that was dropped
	Label     string // what it calls itself
	MadeAt    time.Time
	ToldAt    time.Time // zero for never
	Failing   string    // why the last message to it was not taken; empty if it was
	DroppedAt time.Time // since its push service knows of it no more; zero while it does
}
