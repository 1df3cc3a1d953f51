package casework

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// listStore is what lists, search and live updates need of the record. Every
// answer is bounded, and leaves out what the viewer may not see.
type listStore interface {
	// CaseList, Turn, Search and OutboxPage return a page and the cursor of the
	// next, empty at the end. A cursor that is none is [claim.CodeInvalid].
	CaseList(ctx context.Context, q claim.CaseQuery) ([]claim.CaseRow, string, error)
	Turn(ctx context.Context, q claim.TurnQuery) ([]claim.TurnRow, string, error)
	Search(ctx context.Context, q claim.SearchQuery) ([]claim.SearchHit, string, error)
	OutboxPage(ctx context.Context, q claim.OutboxQuery) ([]claim.OutboxRow, string, error)
	// TurnCount counts up to the limit of the query.
	TurnCount(ctx context.Context, q claim.TurnQuery) (int, error)
	// TurnItem fails with [claim.CodeNotFound] for what does not wait any more.
	TurnItem(ctx context.Context, who claim.Viewer, item string) (claim.TurnRow, error)
	// AssignedTo returns the cases and messages in which something is assigned to a person.
	AssignedTo(ctx context.Context, person uuid.UUID) ([]claim.Stream, error)
	Snooze(ctx context.Context, person uuid.UUID, item string, until, now time.Time) error
	// Activity returns the position to go on before, 0 at the end.
	Activity(ctx context.Context, q claim.ActivityQuery) ([]claim.ActivityRow, int64, error)
	// Visible picks the cases that the viewer may see.
	Visible(ctx context.Context, who claim.Viewer, cases []uuid.UUID) (map[uuid.UUID]bool, error)
	Backlog(ctx context.Context, now time.Time) (claim.Backlog, error)
	Head(ctx context.Context) (position int64, hash string, err error)
	Changes(ctx context.Context, after int64, limit int) ([]claim.Changed, error)
	// Counts counts each up to two.
	Counts(ctx context.Context) (people, cases, requests int, err error)
	Views(ctx context.Context, person uuid.UUID) ([]claim.SavedView, error)
	SaveView(ctx context.Context, person uuid.UUID, v claim.SavedView) error
	RemoveView(ctx context.Context, person uuid.UUID, name string) error
	Preference(ctx context.Context, person uuid.UUID, name string) (string, error)
	SetPreference(ctx context.Context, person uuid.UUID, name, value string) error
}

// bounded is a limit between one and a bound; what is left out is the fallback.
func bounded(limit, fallback, bound int) int {
	if limit <= 0 {
		return fallback
	}
	return min(limit, bound)
}
