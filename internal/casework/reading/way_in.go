package reading

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
)

// wayIn says how a message came, of one that no mail server handed over.
func wayIn(way received.WayIn, by uuid.UUID, name func(uuid.UUID) string) string {
	switch way {
	case received.InByFile:
		return "put in from a file by " + name(by)
	case received.InByMailbox:
		return "fetched from the desk's mailbox"
	case received.InBySMTP:
	}
	return ""
}

// wayIn is how a message came, to go on after a noun.
func (t teller) wayIn(m received.Mail) string {
	text := wayIn(m.WayIn, m.By, func(person uuid.UUID) string { return t.actor(claim.PersonActor(person)) })
	if text == "" {
		return ""
	}
	return ", " + text + ","
}

// withWayIn says of a message that was read how it came.
func (r *Room) withWayIn(ctx context.Context, item InboxItem, way received.WayIn, by uuid.UUID) (InboxItem, error) {
	var err error
	item.WayIn = wayIn(way, by, func(person uuid.UUID) string {
		var name string
		name, err = r.door.PersonName(ctx, person)
		return name
	})
	return item, err
}
