package timeline

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// Room is where entries are put into words.
type Room struct {
	door    *casework.Door
	store   Store
	mail    *correspondence.Room
	reports *report.Room
}

// New makes the room beside a door, on what gathers a case and what reads its mail.
func New(door *casework.Door, store Store, mail *correspondence.Room, reports *report.Room) *Room {
	return &Room{door: door, store: store, mail: mail, reports: reports}
}

// Store is the record, as far as what happened is read from it.
type Store interface {
	mailtext.TextStore
	// Resolve finds an identifier by its text form or by the short name of the thing.
	Resolve(ctx context.Context, kind claim.StreamKind, caseID uuid.UUID, name string) (uuid.UUID, error)
	// Called returns how things are called. What has no name is not in it.
	Called(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]lists.Called, error)
	// States returns the case, its claims and its correspondences as of an
	// instant, or as they are now for the zero time.
	States(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error)
	// Timeline returns entries of a case after a position, in order.
	Timeline(ctx context.Context, caseID uuid.UUID, after int64, limit int) ([]claim.Recorded, error)
	// Activity returns the position to go on before, 0 at the end.
	Activity(ctx context.Context, q lists.ActivityQuery) ([]lists.ActivityRow, int64, error)
}
