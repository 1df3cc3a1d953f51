package casework

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// sheetStore is the record, as far as lists of claims that are being added need it.
type sheetStore interface {
	AddSheet(ctx context.Context, s claim.Sheet) error
	// LeaseSheet reports whether the list is the caller's to work on until then.
	LeaseSheet(ctx context.Context, id uuid.UUID, now, until time.Time) (bool, error)
	SaveSheet(ctx context.Context, s claim.Sheet) error
	Sheet(ctx context.Context, id uuid.UUID) (claim.Sheet, error)
	OpenSheets(ctx context.Context, caseID uuid.UUID) ([]claim.Sheet, error)
}

// turnStore is the record, as far as taking, giving back and putting off what waits need it.
type turnStore interface {
	// TurnItem fails with [claim.CodeNotFound] for what does not wait any more.
	TurnItem(ctx context.Context, who claim.Viewer, item string) (claim.TurnRow, error)
	// AssignedTo returns the cases and messages in which something is assigned to a person.
	AssignedTo(ctx context.Context, person uuid.UUID) ([]claim.Stream, error)
	Snooze(ctx context.Context, person uuid.UUID, item string, until, now time.Time) error
}
