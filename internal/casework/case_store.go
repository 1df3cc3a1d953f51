package casework

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// caseStore is what the pages of cases, claims and reviews need of the record.
type caseStore interface {
	// Entries returns the entries of a stream in order.
	Entries(ctx context.Context, s claim.Stream) ([]claim.Entry, error)
	// CaseEntries returns entries of a case, newest first.
	CaseEntries(ctx context.Context, caseID uuid.UUID, f claim.EntryFilter) ([]claim.Recorded, error)
	// Stops returns where and when each entry of a case stands, oldest first.
	Stops(ctx context.Context, caseID uuid.UUID) ([]claim.Stop, error)
	// Called returns how things are called. What has no name is not in it.
	Called(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]claim.Called, error)
	// LoadAll returns the states of the streams of a kind that have entries: of
	// those named, or of all if none is.
	LoadAll(ctx context.Context, kind claim.StreamKind, ids ...uuid.UUID) ([]claim.Aggregate, error)
	NoteLook(ctx context.Context, l claim.Look) error
	Look(ctx context.Context, person, about uuid.UUID) (claim.Look, error)
	AddSheet(ctx context.Context, s claim.Sheet) error
	// LeaseSheet reports whether the list is the caller's to work on until then.
	LeaseSheet(ctx context.Context, id uuid.UUID, now, until time.Time) (bool, error)
	SaveSheet(ctx context.Context, s claim.Sheet) error
	Sheet(ctx context.Context, id uuid.UUID) (claim.Sheet, error)
	OpenSheets(ctx context.Context, caseID uuid.UUID) ([]claim.Sheet, error)
}
