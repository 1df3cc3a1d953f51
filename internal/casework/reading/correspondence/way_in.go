package correspondence

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/received"
)

// WayIn says how a message came, of one that no mail server handed over.
func WayIn(way received.WayIn, by uuid.UUID, name func(uuid.UUID) string) string {
	switch way {
	case received.InByFile:
		return "put in from a file by " + name(by)
	case received.InByMailbox:
		return "fetched from the desk's mailbox"
	case received.InBySMTP:
	}
	return ""
}

// withWayIn says of a message that was read how it came.
func (r *Room) withWayIn(ctx context.Context, item InboxItem, way received.WayIn, by uuid.UUID) (InboxItem, error) {
	var err error
	item.WayIn = WayIn(way, by, func(person uuid.UUID) string {
		var name string
		name, err = r.door.PersonName(ctx, person)
		return name
	})
	return item, err
}
