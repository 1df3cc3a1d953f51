package reading

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// Room is where the desk reads.
type Room struct {
	door    *casework.Door
	store   Store
	texts   *casework.Texts
	clock   casework.Clock
	health  Health
	signIns SignIns
	watch   watcher
	notice  engineNotice
}

// New makes the room beside a door. health is nil where nothing is known of the
// machinery.
func New(door *casework.Door, store Store, mail casework.MailReader, clock casework.Clock, health Health) *Room {
	return &Room{door: door, store: store, texts: casework.NewTexts(store, mail), clock: clock, health: health}
}

func (r *Room) now() time.Time { return claim.Instant(r.clock.Now()) }

func (r *Room) library(ctx context.Context, refs ...claim.Ref) (casework.Library, error) {
	return r.store.GetMany(ctx, refs)
}
