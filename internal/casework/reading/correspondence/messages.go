package correspondence

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// MaxMessages is how many messages or letters one list has at most, but for those
// that were received or dispatched at one and the same instant.
const MaxMessages = 1000

// Messages lists the latest messages of the cases that the caller may see that were
// received before an instant, the zero time for all: also those that were read, those
// that a machine seems to have sent, and those in quarantine. Of each there are
// [MaxMessages] at most; ask again for those before the first. The oldest comes first.
func (r *Room) Messages(ctx context.Context, caller casework.Caller, before time.Time) ([]InboxItem, error) {
	if err := caller.May(casework.MayReadMail); err != nil {
		return nil, err
	}
	items := []InboxItem{}
	var from time.Time // what came before it is on the page before
	if caller.May(casework.MaySortMail) == nil {
		q := lists.InboxQuery{Viewer: caller.Viewer(), Quarantine: true, Latest: true, Before: before, Limit: 200}
		err := upToPages(&from, func() ([]lists.InboxRow, string, error) { return r.store.InboxPage(ctx, q) }, func(rows []lists.InboxRow, next string) (err error) {
			q.After = next
			items, err = r.inboxItems(ctx, caller, items, rows)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	q := lists.ReceivedQuery{Viewer: caller.Viewer(), Before: before, Limit: 200}
	err := upToPages(&from, func() ([]lists.InboxRow, string, error) { return r.store.ReceivedPage(ctx, q) }, func(rows []lists.InboxRow, next string) (err error) {
		q.After = next
		items, err = r.receivedItems(ctx, caller, items, rows)
		return err
	})
	if err != nil {
		return nil, err
	}
	items = slices.DeleteFunc(items, func(i InboxItem) bool { return i.ReceivedAt.Before(from) }) // whoever goes on before the first misses none of the other place
	slices.SortStableFunc(items, func(a, b InboxItem) int { return a.ReceivedAt.Compare(b.ReceivedAt) })
	return items, nil
}

// upToPages reads pages, the latest first, until there are [MaxMessages]. If there may be
// more, from is not before the last.
func upToPages(from *time.Time, page func() ([]lists.InboxRow, string, error), take func([]lists.InboxRow, string) error) error {
	for listed := 0; ; {
		rows, next, err := page()
		if err != nil {
			return err
		}
		rows, full := upTo(MaxMessages-listed, rows, func(r lists.InboxRow) time.Time { return r.ReceivedAt })
		if err := take(rows, next); err != nil {
			return err
		}
		if listed += len(rows); full {
			if last := rows[len(rows)-1].ReceivedAt; last.After(*from) {
				*from = last
			}
			return nil
		}
		if next == "" {
			return nil
		}
	}
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
	all, err := r.Correspondences(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := map[uuid.UUID]*letters.Correspondence{}
	for _, l := range all {
		byID[l.ID] = l
	}
	from := len(items)
	items, err = r.inboxItems(ctx, caller, items, rows)
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

// Correspondences loads those that are named, which know what their letters are.
func (r *Room) Correspondences(ctx context.Context, ids []uuid.UUID) ([]*letters.Correspondence, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	states, err := r.store.LoadAll(ctx, claim.StreamCorrespondence, casework.Unique(ids)...)
	var all []*letters.Correspondence
	for _, state := range states {
		if l, ok := state.(*letters.Correspondence); ok {
			all = append(all, l)
		}
	}
	return all, err
}
