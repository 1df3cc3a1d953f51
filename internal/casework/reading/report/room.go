package report

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// Room is where cases are gathered, and reported.
type Room struct {
	door  *casework.Door
	store Store
	clock casework.Clock
	desk  *desk.Room
	mail  *correspondence.Room
}

// New makes the room beside a door, on what the desk as a whole and its mail are shown.
func New(door *casework.Door, store Store, clock casework.Clock, desk *desk.Room, mail *correspondence.Room) *Room {
	return &Room{door: door, store: store, clock: clock, desk: desk, mail: mail}
}

func (r *Room) now() time.Time { return claim.Instant(r.clock.Now()) }

func (r *Room) library(ctx context.Context, refs ...claim.Ref) (casework.Library, error) {
	return r.store.GetMany(ctx, refs)
}

// Store is the record, as far as reports need it.
type Store interface {
	mailtext.TextStore
	casework.Loader
	Get(ctx context.Context, ref claim.Ref) ([]byte, error)
	// Around shows how streams stand now; failed says afterwards whether it could be read.
	Around(ctx context.Context) (view claim.Around, failed func() error)
	// Called returns how things are called. What has no name is not in it.
	Called(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]lists.Called, error)
	Persons(ctx context.Context) ([]uuid.UUID, error)
	// LoadAll returns the states of the streams of a kind that have entries: of
	// those named, or of all if none is.
	LoadAll(ctx context.Context, kind claim.StreamKind, ids ...uuid.UUID) ([]claim.Aggregate, error)
	// States returns the case, its claims and its correspondences as of an
	// instant, or as they are now for the zero time.
	States(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error)
	// StatesAbout returns the case, one claim of it and the correspondences about that, as they are now.
	StatesAbout(ctx context.Context, caseID, about uuid.UUID) ([]claim.Aggregate, error)
}
