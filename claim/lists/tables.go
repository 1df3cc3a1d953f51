package lists

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// The types below are what the record's tables tell: rows that are written in
// the same transaction as the entries they follow from.

// CaseRow is a case in a list.
type CaseRow struct {
	ID          uuid.UUID
	Slug        string
	Title       string
	Sensitivity claim.Sensitivity
	Owner       uuid.UUID
	OpenedAt    time.Time
	Stages      map[claim.Stage]int // claims by stage
	NextDue     time.Time           // of its correspondences; zero for nothing

	LastActivity time.Time // of its last entry; only in a [CaseQuery]'s answer
}

// InboxRow is a message that waits for a person: unread, or in quarantine.
type InboxRow struct {
	Message        uuid.UUID
	Correspondence uuid.UUID // zero in quarantine
	Case           uuid.UUID // zero in quarantine
	Party          uuid.UUID // zero in quarantine
	Raw            claim.Ref
	ReceivedAt     time.Time
	Quarantine     claim.Reason       // why it is in quarantine
	By             received.Match     // by what it was found to be the party's; empty for not known
	Sender         uuid.UUID          // the contact point of the party that sent it; zero for none
	Class          received.MailClass // what kind of mail it is; empty in quarantine
}

// OutboxRow is a letter and what became of it.
type OutboxRow struct {
	Message        uuid.UUID
	Correspondence uuid.UUID
	Case           uuid.UUID
	Party          uuid.UUID
	Kind           claim.MessageKind
	DispatchedAt   time.Time
	Delivery       letters.Delivery
	Reason         claim.Reason
	Attempts       int
	Uncertain      bool      // the outcome of some attempt was lost
	NextTry        time.Time // of a deferred one: when it is tried again; zero if that is not known
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
	Record   string   `json:"record"` // its file, or its database without user and password
	Entries  int64    `json:"entries"`
	Contents int64    `json:"contents"`
	Erased   int64    `json:"erased"`
	Position int64    `json:"position"` // of the last entry
	Head     string   `json:"head"`     // hash of the chain up to there
	Problems []string `json:"problems"` // a sentence each; none means that the record is whole
}
