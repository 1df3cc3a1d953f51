package correspondence

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// Room is where the correspondence is read.
type Room struct {
	door  *casework.Door
	store Store
	texts *mailtext.Texts
	clock casework.Clock
	desk  *desk.Room
}

// New makes the room beside a door, on what the desk is shown as a whole.
func New(door *casework.Door, store Store, texts *mailtext.Texts, clock casework.Clock, desk *desk.Room) *Room {
	return &Room{door: door, store: store, texts: texts, clock: clock, desk: desk}
}

func (r *Room) now() time.Time { return claim.Instant(r.clock.Now()) }

func (r *Room) library(ctx context.Context, refs ...claim.Ref) (casework.Library, error) {
	return r.store.GetMany(ctx, refs)
}

// Store is the record, as far as requests and messages need it.
type Store interface {
	mailtext.TextStore
	casework.Loader
	Get(ctx context.Context, ref claim.Ref) ([]byte, error)
	// Around shows how streams stand now; failed says afterwards whether it could be read.
	Around(ctx context.Context) (view claim.Around, failed func() error)
	// Called returns how things are called. What has no name is not in it.
	Called(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]lists.Called, error)
	// LoadAll returns the states of the streams of a kind that have entries: of
	// those named, or of all if none is.
	LoadAll(ctx context.Context, kind claim.StreamKind, ids ...uuid.UUID) ([]claim.Aggregate, error)
	// States returns the case, its claims and its correspondences as of an
	// instant, or as they are now for the zero time.
	States(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error)
	// Entries returns the entries of a stream in order.
	Entries(ctx context.Context, s claim.Stream) ([]claim.Entry, error)
	// Visible picks the cases that the viewer may see.
	Visible(ctx context.Context, who lists.Viewer, cases []uuid.UUID) (map[uuid.UUID]bool, error)
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
