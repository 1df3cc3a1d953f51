package desk

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// Room is where the desk looks at what waits, and at what it has.
type Room struct {
	door    *casework.Door
	store   Store
	texts   *mailtext.Texts
	clock   casework.Clock
	health  Health
	signIns SignIns
	watch   watcher
	notice  engineNotice
}

// New makes the room beside a door. health is nil where nothing is known of the
// machinery.
func New(door *casework.Door, store Store, texts *mailtext.Texts, clock casework.Clock, health Health) *Room {
	return &Room{door: door, store: store, texts: texts, clock: clock, health: health}
}

func (r *Room) now() time.Time { return claim.Instant(r.clock.Now()) }

func (r *Room) library(ctx context.Context, refs ...claim.Ref) (casework.Library, error) {
	return r.store.GetMany(ctx, refs)
}

// Store is the record, as far as the desk needs it. Every list is bounded, and
// leaves out what the viewer may not see.
type Store interface {
	casework.CorrectionStore
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
	// CaseList, Turn and Search return a page and the cursor of the next, empty at
	// the end. A cursor that is none is [claim.CodeInvalid].
	CaseList(ctx context.Context, q lists.CaseQuery) ([]lists.CaseRow, string, error)
	Turn(ctx context.Context, q lists.TurnQuery) ([]lists.TurnRow, string, error)
	NoticeStates(ctx context.Context) (map[lists.NoticeLane]lists.NoticeState, error)
	Search(ctx context.Context, q lists.SearchQuery) ([]lists.SearchHit, string, error)
	// TurnItem fails with [claim.CodeNotFound] for what does not wait any more.
	TurnItem(ctx context.Context, who lists.Viewer, item string) (lists.TurnRow, error)
	// TurnRows counts the rows in which lists show it, up to the limit of the query.
	TurnRows(ctx context.Context, q lists.TurnQuery) (int, error)
	// Tally and TurnLoad count what was done, and what waits, in the cases that the viewer may see; no samples.
	Tally(ctx context.Context, who lists.Viewer, of []lists.TallyOf, from, to time.Time) ([]lists.Tally, error)
	TurnLoad(ctx context.Context, who lists.Viewer, now time.Time, pool []claim.TurnKind) ([]lists.Load, error)
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
	// PartyPage returns a page of the directory, and the cursor of the next one.
	PartyPage(ctx context.Context, q lists.PartyQuery) ([]lists.PartyRow, string, error)
	PartyRequests(ctx context.Context, q lists.PartyRequestQuery) ([]lists.PartyRequestRow, error)
	// ContactHealth returns what became of letters to contact points. letters is
	// the one that letters to the party go to.
	ContactHealth(ctx context.Context, party, letters uuid.UUID, contacts []uuid.UUID) (map[uuid.UUID]lists.ContactHealth, error)
	// PartiesUnreached lists the parties with a contact point that is dead and in use.
	PartiesUnreached(ctx context.Context) ([]uuid.UUID, error)
}
