package claim

import (
	"time"

	"github.com/google/uuid"
)

// The types below are what the record's tables tell: rows that are written in
// the same transaction as the entries they follow from.

// Content is something to keep apart from the entries. Key names it, so that
// keeping it twice keeps it once.
type Content struct {
	Key   string // such as "<command id>/questions"
	Media string // media type (RFC 6838)
	Data  []byte
}

// Envelope is what a mail server was told about a message (RFC 5321 section 2.3.1).
type Envelope struct {
	From string   `json:"from"` // empty for a notification
	To   []string `json:"to"`
}

// Spooled is a received message that has been acknowledged.
type Spooled struct {
	Intake         uuid.UUID
	Raw            Ref // content: the bytes as they came
	Envelope       Envelope
	Correspondence uuid.UUID // that one of its addresses names, or the zero id
	ReceivedAt     time.Time
}

// Recorded is an entry with its place in the record.
type Recorded struct {
	Position int64  // from 1, without gaps
	Hash     string // of the chain up to here, in hex
	Entry
}

// CaseRow is a case in a list.
type CaseRow struct {
	ID          uuid.UUID
	Slug        string
	Title       string
	Sensitivity Sensitivity
	Owner       uuid.UUID
	OpenedAt    time.Time
	Stages      map[Stage]int // claims by stage
	NextDue     time.Time     // of its correspondences; zero for nothing

	LastActivity time.Time // of its last entry; only in a [CaseQuery]'s answer
}

// InboxRow is a message that waits for a person: unread, or in quarantine.
type InboxRow struct {
	Message        uuid.UUID
	Correspondence uuid.UUID // zero in quarantine
	Case           uuid.UUID // zero in quarantine
	Party          uuid.UUID // zero in quarantine
	Raw            Ref
	ReceivedAt     time.Time
	Quarantine     Reason // why it is in quarantine
}

// OutboxRow is a letter and what became of it.
type OutboxRow struct {
	Message        uuid.UUID
	Correspondence uuid.UUID
	Case           uuid.UUID
	Party          uuid.UUID
	Kind           MessageKind
	DispatchedAt   time.Time
	Delivery       Delivery
	Reason         Reason
	Attempts       int
	Uncertain      bool // the outcome of some attempt was lost
}

// CorrespondenceFilter picks correspondences; zero fields pick all.
type CorrespondenceFilter struct {
	Case  uuid.UUID
	Party uuid.UUID
	Claim uuid.UUID
	Open  bool // in which something is due, not delivered, not read or not answered
}

// VerifyReport is what a verification of the record found.
type VerifyReport struct {
	Entries  int64    `json:"entries"`
	Contents int64    `json:"contents"`
	Erased   int64    `json:"erased"`
	Position int64    `json:"position"` // of the last entry
	Head     string   `json:"head"`     // hash of the chain up to there
	Problems []string `json:"problems"` // a sentence each; none means that the record is whole
}
