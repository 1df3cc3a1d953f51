package casework

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
)

// sheetStore is the record, as far as lists of claims that are being added need it.
type sheetStore interface {
	AddSheet(ctx context.Context, s lists.Sheet) error
	// LeaseSheet reports whether the list is the caller's to work on until then.
	LeaseSheet(ctx context.Context, id uuid.UUID, now, until time.Time) (bool, error)
	SaveSheet(ctx context.Context, s lists.Sheet) error
	Sheet(ctx context.Context, id uuid.UUID) (lists.Sheet, error)
	OpenSheets(ctx context.Context, caseID uuid.UUID) ([]lists.Sheet, error)
}

// turnStore is the record, as far as assigning and putting off what waits need it.
type turnStore interface {
	// TurnItem fails with [claim.CodeNotFound] for what does not wait any more.
	TurnItem(ctx context.Context, who lists.Viewer, item string) (lists.TurnRow, error)
	Snooze(ctx context.Context, person uuid.UUID, item string, until, now time.Time) error
	// LoadAll reads every state of a kind, or those of the identifiers.
	LoadAll(ctx context.Context, kind claim.StreamKind, ids ...uuid.UUID) ([]claim.Aggregate, error)
}
