package lists

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// The types below are rows of the record's tables about cases and claims.

// EntryFilter picks entries of one case, newest first.
type EntryFilter struct {
	Before int64     // only entries at positions before this one; 0 for all
	Until  time.Time // only entries up to this instant; zero for all
	Claim  uuid.UUID // only entries of this claim, and of correspondences about it; zero for all
	Limit  int       // at most so many
}

// Stop is an instant at which something happened in a case.
type Stop struct {
	Position int64
	At       time.Time
}

// Called says how a case, claim, party or person is called. Both are empty once
// the content that says so is erased.
type Called struct {
	Name  string // slug, key or handle
	Title string // title or name in full
}

// Look is the mark of how far a person has seen a claim. It is working state
// and in no entry.
type Look struct {
	Person  uuid.UUID
	Claim   uuid.UUID
	Version int64  // of the claim
	Subject string // the hash that stood there; empty while nothing was proposed
	At      time.Time
}

// Sheet is a list of claims that is being added to a case. It is working state
// and in no entry; the claims that it made are.
type Sheet struct {
	ID      uuid.UUID
	Case    uuid.UUID
	Person  uuid.UUID // who adds them
	Text    claim.Ref // content: the lines
	Total   int       // lines
	Next    int       // the first line that is not settled, from 0
	Result  []byte    // JSON: what became of the lines before
	MadeAt  time.Time
	Lease   time.Time // until when somebody is at work on it
	Settled bool      // nothing is left to do
}
