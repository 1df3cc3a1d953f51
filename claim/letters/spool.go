package letters

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Envelope is what a mail server was told about a message (RFC 5321 section 2.3.1).
type Envelope struct {
	From string   `json:"from"` // empty for a notification
	To   []string `json:"to"`
	// Where no mail server handed the message over, From and To are empty because nobody knows them.
	WayIn WayIn     `json:"wayIn,omitempty"`
	By    uuid.UUID `json:"by,omitzero"` // who put it in from a file
}

// Spooled is a received message that has been acknowledged.
type Spooled struct {
	Intake         uuid.UUID
	Raw            claim.Ref // content: the bytes as they came
	Envelope       Envelope
	Correspondence uuid.UUID // that one of its addresses names, or the zero id
	ReceivedAt     time.Time
}
