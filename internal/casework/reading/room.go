package reading

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
)

// The rooms that this one stands on: what they show, it shows.
type (
	deskRoom     = desk.Room
	mailRoom     = correspondence.Room
	reportRoom   = report.Room
	timelineRoom = timeline.Room
)

// Room is where the desk reads.
type Room struct {
	*deskRoom
	*mailRoom
	*reportRoom
	*timelineRoom
	door  *casework.Door
	store Store
}

// New makes the room beside a door. health is nil where nothing is known of the
// machinery.
func New(door *casework.Door, store Store, mail mailtext.MailReader, clock casework.Clock, health desk.Health) *Room {
	texts := mailtext.NewTexts(store, mail)
	below := desk.New(door, store, texts, clock, health)
	mails := correspondence.New(door, store, texts, clock, below)
	reports := report.New(door, store, clock, below, mails)
	return &Room{
		deskRoom: below, mailRoom: mails, reportRoom: reports, timelineRoom: timeline.New(door, store, mails, reports),
		door: door, store: store,
	}
}

func (r *Room) library(ctx context.Context, refs ...claim.Ref) (casework.Library, error) {
	return r.store.GetMany(ctx, refs)
}
