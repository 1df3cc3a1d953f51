package reading

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
)

// Store is the record, as far as reading needs it.
type Store interface {
	desk.Store
	report.Store
	timeline.Store
	caseStore
	correspondence.Store
}

// caseStore is what the pages of cases, claims and reviews need of the record.
type caseStore interface {
	// ClaimNames returns the short names of claims of a case, in their order, up to a limit.
	ClaimNames(ctx context.Context, caseID uuid.UUID, limit int) ([]string, error)
	// CaseEntries returns entries of a case, newest first.
	CaseEntries(ctx context.Context, caseID uuid.UUID, f lists.EntryFilter) ([]claim.Recorded, error)
	// Stops returns where and when each entry of a case stands, oldest first.
	Stops(ctx context.Context, caseID uuid.UUID) ([]lists.Stop, error)
	Look(ctx context.Context, person, about uuid.UUID) (lists.Look, error)
}
