package lists

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// InboxQuery asks for a page of messages that wait for a person, the oldest first.
type InboxQuery struct {
	Viewer
	Quarantine bool      // those in quarantine, instead of unread ones
	Case       uuid.UUID // in this case only; not for the quarantine
	Party      uuid.UUID // from this party only; likewise
	Since      time.Time // received after it; the zero time for all
	Latest     bool      // the latest first, instead of the oldest; of the quarantine only
	Before     time.Time // of those: received before it; the zero time for all
	After      string    // cursor
	Limit      int
}

// ReceivedQuery asks for messages that came in, read or not, the latest first.
type ReceivedQuery struct {
	Viewer
	Before time.Time // those received before; zero for all
	After  string    // cursor
	Limit  int
}

// InboxCounts is how many messages wait that a viewer may see, each up to 100.
type InboxCounts struct {
	Unread     int
	Quarantine int
}

// HandOverRow is one attempt to hand a letter to the mail server.
type HandOverRow struct {
	Attempt int
	BeganAt time.Time
	EndedAt time.Time // zero while it has not ended
	Outcome string
	Reason  claim.Reason
	NextTry time.Time // when the letter is tried again; zero if it is not, or at once
}

// PartyQuery asks for a page of the directory in order of names, without parties
// that were asked only in cases that the viewer may not see.
type PartyQuery struct {
	Viewer
	Text  string // in the name or the short name, whatever the case and the accents
	After string // cursor
	Limit int
}

// PartyRow is a party in a list.
type PartyRow struct {
	ID   uuid.UUID
	Key  string
	Name string
	Open int       // requests that want an answer, in cases that the viewer may see
	Next time.Time // the earliest answer-by instant of those; zero for none
}

// PartyRequestQuery asks for requests to a party in cases that the viewer may see.
type PartyRequestQuery struct {
	Viewer
	Party    uuid.UUID
	Answered bool // those that have an answer, the latest answer first, instead of those that want one, the most urgent first
	Limit    int
}

// PartyRequestRow is a request to a party.
type PartyRequestRow struct {
	Request    uuid.UUID
	Case       uuid.UUID
	Lifecycle  letters.Lifecycle
	Place      letters.Place
	SendAt     time.Time
	AskedAt    time.Time // zero while it has not gone out
	AnswerBy   time.Time
	AnsweredAt time.Time // when the party first said something about it; zero for not yet
}

// ContactHealth is what became of letters to a contact point.
type ContactHealth struct {
	Contact     uuid.UUID `json:"-"`
	DeliveredAt time.Time `json:"deliveredAt,omitzero"` // last taken by a mail server; zero for never
	BouncedAt   time.Time `json:"bouncedAt,omitzero"`   // last refused or come back for good; zero for never
	DeferredAt  time.Time `json:"deferredAt,omitzero"`  // last put off, of a letter that still waits; zero for none

	DeferredIn     uuid.UUID `json:"-"` // of that letter, where it stands
	DeferredLetter uuid.UUID `json:"-"`

	FailingSince time.Time   `json:"failingSince,omitzero"` // the first that failed after the last that arrived; zero for none
	Cause        claim.Cause `json:"cause,omitempty"`       // why the last one failed
	Said         claim.Ref   `json:"-"`                     // content: what the server said then
}
