package received

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Envelope is what a mail server was told about a message (RFC 5321 section 2.3.1).
type Envelope struct {
	From string   `json:"from,omitempty"` // empty for a notification
	To   []string `json:"to,omitempty"`
	Peer string   `json:"peer,omitempty"` // IP address of who handed it to us; empty for mail that came in another way
	Helo string   `json:"helo,omitempty"` // the name that it gave
	// Where no mail server handed the message over, From and To are empty because nobody knows them.
	WayIn WayIn     `json:"wayIn,omitempty"`
	By    uuid.UUID `json:"by,omitzero"` // who put it in from a file
	// Settled says that the message was taken in: who wrote to whom is not kept beside
	// it any more. Null says whether From was empty.
	Settled bool `json:"settled,omitempty"`
	Null    bool `json:"null,omitempty"`
}

// Nobody reports whether the message came from nobody, as notifications do.
func (e Envelope) Nobody() bool { return e.WayIn.Told() && (e.Null || !e.Settled && e.From == "") }

// Known reports whether anything is known of the envelope.
func (e Envelope) Known() bool { return e.WayIn.Told() && (e.Settled || len(e.To) > 0) }

// Erased is what is kept of an envelope once its message has been taken in.
func (e Envelope) Erased() Envelope {
	return Envelope{WayIn: e.WayIn, By: e.By, Settled: e.Known(), Null: e.Known() && e.Nobody()}
}

// Arrival is a message as it comes in.
type Arrival struct {
	Raw      []byte
	Envelope Envelope
	// Identity is what the message has in common with its copies that come by other ways
	// with other bytes; empty if only the same bytes are the same message.
	Identity string
	// Correspondences are those that it is, or may be, for: no reminder goes out in any
	// of them until it has been taken in.
	Correspondences []uuid.UUID
	// Counts are the names under which the message counts among what strangers send in a day;
	// none for one that is not from strangers. They say nothing of who they are.
	Counts []string
	At     time.Time
}

// Amount is how much mail has come.
type Amount struct {
	Messages, Bytes int
}

// Spooled is a received message that has been acknowledged.
type Spooled struct {
	Intake         uuid.UUID
	Raw            claim.Ref // content: the bytes as they came
	Envelope       Envelope  // of all its deliveries that were not taken in yet
	Correspondence uuid.UUID // that it is for, if it is the only one, or the zero id
	ReceivedAt     time.Time
	Deliveries     int    // how often it has come
	Copies         []Copy // as it came by other ways
	Settled        bool   // it was taken in, with all that is known of it
	Again          bool   // of one that has just come: its bytes had come before
}
