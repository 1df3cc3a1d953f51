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
	Peer string   `json:"peer,omitempty"` // IP address of who handed it to us; empty for mail that came in another way
	Helo string   `json:"helo,omitempty"` // the name that it gave
}

// Spooled is a received message that has been acknowledged.
type Spooled struct {
	Intake         uuid.UUID
	Raw            claim.Ref // content: the bytes as they came
	Envelope       Envelope
	Correspondence uuid.UUID // that one of its addresses names, or the zero id
	ReceivedAt     time.Time
}
