package reading

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// MaxMessages is how many messages or letters one list has at most, but for those
// that were received or dispatched at one and the same instant.
const MaxMessages = 1000

// Messages lists the latest messages of the cases that the caller may see that were
// received before an instant, the zero time for all: also those that were read and
// those that a machine seems to have sent. With those of all times comes what is in
// quarantine. There are [MaxMessages] at most; ask again for those before the first.
// The oldest comes first.
func (r *Room) Messages(ctx context.Context, caller casework.Caller, before time.Time) ([]InboxItem, error) {
	if err := caller.May(casework.MayReadMail); err != nil {
		return nil, err
	}
	items := []InboxItem{}
	if before.IsZero() {
		var err error
		if items, err = r.waiting(ctx, caller, time.Time{}, true); err != nil {
			return nil, err
		}
	}
	received := 0
	for q := (lists.ReceivedQuery{Viewer: caller.Viewer(), Before: before, Limit: 200}); ; {
		rows, next, err := r.store.ReceivedPage(ctx, q)
		if err != nil {
			return nil, err
		}
		rows, full := upTo(MaxMessages-received, rows, func(r lists.InboxRow) time.Time { return r.ReceivedAt })
		if items, err = r.receivedItems(ctx, caller, items, rows); err != nil {
			return nil, err
		}
		received += len(rows)
		if q.After = next; next == "" || full {
			break
		}
	}
	slices.SortStableFunc(items, func(a, b InboxItem) int { return a.ReceivedAt.Compare(b.ReceivedAt) })
	return items, nil
}

// upTo cuts a page where a list is full, and reports whether it is. Rows of one
// instant stay together, so that whoever goes on before it misses none.
func upTo[T any](room int, rows []T, at func(T) time.Time) ([]T, bool) {
	for i := max(room, 1); i < len(rows); i++ {
		if !at(rows[i]).Equal(at(rows[i-1])) {
			return rows[:i], true
		}
	}
	return rows, false
}

// receivedItems adds received messages to a list, in short.
func (r *Room) receivedItems(ctx context.Context, caller casework.Caller, items []InboxItem, rows []lists.InboxRow) ([]InboxItem, error) {
	ids := make([]uuid.UUID, len(rows))
	in := map[uuid.UUID]uuid.UUID{}
	for i, row := range rows {
		ids[i], in[row.Message] = row.Correspondence, row.Correspondence
	}
	var b reporter
	if err := r.gatherLetters(ctx, &b, ids); err != nil {
		return nil, err
	}
	byID := map[uuid.UUID]*letters.Correspondence{}
	for _, l := range b.letters {
		byID[l.ID] = l
	}
	from := len(items)
	items, err := r.inboxItems(ctx, caller, items, rows)
	for i := range items[from:] {
		item := &items[from+i]
		if l := byID[in[item.Message]]; l != nil {
			if m := l.Message(item.Message); m != nil {
				item.Class, item.ReadAt, item.Disposition = m.Class, casework.Pointer(m.ReadAt), m.Disposition
				if !m.Stranger() {
					item.Doubts = nil
				}
			}
		}
	}
	return items, err
}
