package reading

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// Store is the record, as far as reading needs it.
type Store interface {
	casework.TextStore
	desk.Store
	caseStore
	letterStore
	Get(ctx context.Context, ref claim.Ref) ([]byte, error)
	Persons(ctx context.Context) ([]uuid.UUID, error)
}

// caseStore is what the pages of cases, claims and reviews need of the record.
type caseStore interface {
	// States returns the case, its claims and its correspondences as of an
	// instant, or as they are now for the zero time.
	States(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error)
	// StatesAbout returns the case, one claim of it and the correspondences about that, as they are now.
	StatesAbout(ctx context.Context, caseID, about uuid.UUID) ([]claim.Aggregate, error)
	// ClaimNames returns the short names of claims of a case, in their order, up to a limit.
	ClaimNames(ctx context.Context, caseID uuid.UUID, limit int) ([]string, error)
	Timeline(ctx context.Context, caseID uuid.UUID, after int64, limit int) ([]claim.Recorded, error)
	// Entries returns the entries of a stream in order.
	Entries(ctx context.Context, s claim.Stream) ([]claim.Entry, error)
	// CaseEntries returns entries of a case, newest first.
	CaseEntries(ctx context.Context, caseID uuid.UUID, f lists.EntryFilter) ([]claim.Recorded, error)
	// Stops returns where and when each entry of a case stands, oldest first.
	Stops(ctx context.Context, caseID uuid.UUID) ([]lists.Stop, error)
	Look(ctx context.Context, person, about uuid.UUID) (lists.Look, error)
	// Activity returns the position to go on before, 0 at the end.
	Activity(ctx context.Context, q lists.ActivityQuery) ([]lists.ActivityRow, int64, error)
	// Visible picks the cases that the viewer may see.
	Visible(ctx context.Context, who lists.Viewer, cases []uuid.UUID) (map[uuid.UUID]bool, error)
}

// letterStore is what the pages of requests and messages need of the record.
type letterStore interface {
	// OutboxPage returns a page and the cursor of the next, empty at the end.
	OutboxPage(ctx context.Context, q lists.OutboxQuery) ([]lists.OutboxRow, string, error)
	RequestCorrespondence(ctx context.Context, request uuid.UUID) (uuid.UUID, error)
	MessageCorrespondence(ctx context.Context, message uuid.UUID) (uuid.UUID, error)
	// SendersOf returns who sent messages, of those of which that is known.
	SendersOf(ctx context.Context, messages []uuid.UUID) (map[uuid.UUID]received.Sender, error)
	// ContactsAt returns the contact points that have an e-mail address, with their parties.
	ContactsAt(ctx context.Context, address string) ([]received.KnownContact, error)
	// InboxPage returns messages that wait, the oldest first, and the cursor of the next page.
	InboxPage(ctx context.Context, q lists.InboxQuery) ([]lists.InboxRow, string, error)
	// ReceivedPage returns messages that came in, the latest first, and the cursor of the next page.
	ReceivedPage(ctx context.Context, q lists.ReceivedQuery) ([]lists.InboxRow, string, error)
	InboxCounts(ctx context.Context, who lists.Viewer) (lists.InboxCounts, error)
	// HandOvers returns every attempt to hand over the letters of a correspondence, by letter.
	HandOvers(ctx context.Context, correspondence uuid.UUID) (map[uuid.UUID][]lists.HandOverRow, error)
}
