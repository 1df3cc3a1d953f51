package reading

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// Store is the record, as far as reading needs it.
type Store interface {
	casework.TextStore
	casework.CorrectionStore
	caseStore
	listStore
	letterStore
	Get(ctx context.Context, ref claim.Ref) ([]byte, error)
	// Around shows how streams stand now; failed says afterwards whether it could be read.
	Around(ctx context.Context) (view claim.Around, failed func() error)
	// Resolve finds an identifier by its text form or by the short name of the thing.
	Resolve(ctx context.Context, kind claim.StreamKind, caseID uuid.UUID, name string) (uuid.UUID, error)
	// Called returns how things are called. What has no name is not in it.
	Called(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]lists.Called, error)
	// LoadAll returns the states of the streams of a kind that have entries: of
	// those named, or of all if none is.
	LoadAll(ctx context.Context, kind claim.StreamKind, ids ...uuid.UUID) ([]claim.Aggregate, error)
	Parties(ctx context.Context) ([]uuid.UUID, error)
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
}

// listStore is what lists, search and live updates need of the record. Every
// answer is bounded, and leaves out what the viewer may not see.
type listStore interface {
	// CaseList, Turn, Search and OutboxPage return a page and the cursor of the
	// next, empty at the end. A cursor that is none is [claim.CodeInvalid].
	CaseList(ctx context.Context, q lists.CaseQuery) ([]lists.CaseRow, string, error)
	Turn(ctx context.Context, q lists.TurnQuery) ([]lists.TurnRow, string, error)
	NoticeStates(ctx context.Context) (map[lists.NoticeLane]lists.NoticeState, error)
	Search(ctx context.Context, q lists.SearchQuery) ([]lists.SearchHit, string, error)
	OutboxPage(ctx context.Context, q lists.OutboxQuery) ([]lists.OutboxRow, string, error)
	// TurnItem fails with [claim.CodeNotFound] for what does not wait any more.
	TurnItem(ctx context.Context, who lists.Viewer, item string) (lists.TurnRow, error)
	// TurnCount counts up to the limit of the query.
	TurnCount(ctx context.Context, q lists.TurnQuery) (int, error)
	// TurnRows counts the rows in which lists show it, up to the limit of the query.
	TurnRows(ctx context.Context, q lists.TurnQuery) (int, error)
	// Activity returns the position to go on before, 0 at the end.
	Activity(ctx context.Context, q lists.ActivityQuery) ([]lists.ActivityRow, int64, error)
	// Visible picks the cases that the viewer may see.
	Visible(ctx context.Context, who lists.Viewer, cases []uuid.UUID) (map[uuid.UUID]bool, error)
	Backlog(ctx context.Context, now time.Time) (lists.Backlog, error)
	Head(ctx context.Context) (position int64, hash string, err error)
	Changes(ctx context.Context, after int64, limit int) ([]lists.Changed, error)
	// Counts counts each up to two.
	Counts(ctx context.Context) (people, cases, requests int, err error)
	Views(ctx context.Context, person uuid.UUID) ([]lists.SavedView, error)
	SaveView(ctx context.Context, person uuid.UUID, v lists.SavedView) error
	RemoveView(ctx context.Context, person uuid.UUID, name string) error
	Preference(ctx context.Context, person uuid.UUID, name string) (string, error)
	SetPreference(ctx context.Context, person uuid.UUID, name, value string) error
}

// letterStore is what the pages of requests, messages and parties need of the record.
type letterStore interface {
	RequestCorrespondence(ctx context.Context, request uuid.UUID) (uuid.UUID, error)
	MessageCorrespondence(ctx context.Context, message uuid.UUID) (uuid.UUID, error)
	// SendersOf returns who sent messages, of those of which that is known.
	SendersOf(ctx context.Context, messages []uuid.UUID) (map[uuid.UUID]letters.Sender, error)
	// ContactsAt returns the contact points that have an e-mail address, with their parties.
	ContactsAt(ctx context.Context, address string) ([]letters.KnownContact, error)
	// InboxPage returns messages that wait, the oldest first, and the cursor of the next page.
	InboxPage(ctx context.Context, q lists.InboxQuery) ([]lists.InboxRow, string, error)
	// ReceivedPage returns messages that came in, the latest first, and the cursor of the next page.
	ReceivedPage(ctx context.Context, q lists.ReceivedQuery) ([]lists.InboxRow, string, error)
	InboxCounts(ctx context.Context, who lists.Viewer) (lists.InboxCounts, error)
	// HandOvers returns every attempt to hand over the letters of a correspondence, by letter.
	HandOvers(ctx context.Context, correspondence uuid.UUID) (map[uuid.UUID][]lists.HandOverRow, error)
	// PartyPage returns a page of the directory, and the cursor of the next one.
	PartyPage(ctx context.Context, q lists.PartyQuery) ([]lists.PartyRow, string, error)
	PartyRequests(ctx context.Context, q lists.PartyRequestQuery) ([]lists.PartyRequestRow, error)
	// ContactHealth returns what became of letters to contact points. letters is
	// the one that letters to the party go to.
	ContactHealth(ctx context.Context, party, letters uuid.UUID, contacts []uuid.UUID) (map[uuid.UUID]lists.ContactHealth, error)
	// PartiesUnreached lists the parties with a contact point that is dead and in use.
	PartiesUnreached(ctx context.Context) ([]uuid.UUID, error)
}

// bounded is a limit between one and a bound; what is left out is the fallback.
func bounded(limit, fallback, bound int) int {
	if limit <= 0 {
		return fallback
	}
	return min(limit, bound)
}
