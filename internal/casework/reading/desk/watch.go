package desk

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// How the watcher looks for what was appended, by whichever process: a small
// question at a steady pace, however many people watch.
const (
	watchEvery = time.Second
	watchKeep  = 2000 // entries that it remembers
)

// DeskChange tells that entries were appended that the caller may see: how many, and
// in which cases. It holds no content.
type DeskChange struct {
	Position int64 // of the last entry of the record that is known of
	Entries  int   // that the caller may see
	Cases    []uuid.UUID
	Gap      bool // there may be more: whoever watches has been away for long
}

// watcher is the one loop behind all who watch. It runs while somebody does.
type watcher struct {
	mu       sync.Mutex
	watching int
	stop     context.CancelFunc
	changed  chan struct{} // closed when something was appended
	known    int64         // position up to which recent is whole
	since    int64         // position before the first of recent
	recent   []lists.Changed
}

// Position is where the record ends now, to watch from.
func (r *Room) Position(ctx context.Context) (int64, error) {
	position, _, err := r.store.Head(ctx)
	return position, err
}

// Watch waits until entries were appended after a position that the caller may
// see, and tells of them. It returns the context's error when that ends first.
// A position of 0 or less, or one that is not there yet, is the end of the record.
func (r *Room) Watch(ctx context.Context, caller casework.Caller, after int64) (DeskChange, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return DeskChange{}, err
	}
	position, err := r.Position(ctx)
	if err != nil || ctx.Err() != nil {
		return DeskChange{}, cmp.Or(ctx.Err(), err)
	}
	if after <= 0 || after > position { // what a browser sends may be made up, and all watch by one loop
		after = position
	}
	r.watch.enter(r.store, after)
	defer r.watch.leave()
	for {
		change, seen, changed := r.watch.after(after, caller)
		if seen {
			return change, nil
		}
		after = max(after, change.Position)
		select {
		case <-changed:
		case <-ctx.Done():
			return DeskChange{Position: after}, ctx.Err()
		}
	}
}

// enter counts somebody who watches, and starts the loop for the first.
func (w *watcher) enter(store Store, from int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.changed == nil {
		w.changed = make(chan struct{})
	}
	if w.watching++; w.watching > 1 {
		return
	}
	if w.known < from || w.known == 0 {
		w.known, w.since, w.recent = from, from, nil
	}
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	go w.run(ctx, store)
}

func (w *watcher) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.watching--; w.watching == 0 {
		w.stop()
	}
}

// run looks until nobody watches any more. A record that does not answer is
// asked again at the next turn: those who watch see nothing new meanwhile.
func (w *watcher) run(ctx context.Context, store Store) {
	ticker := time.NewTicker(watchEvery)
	defer ticker.Stop()
	for ctx.Err() == nil {
		w.look(ctx, store)
		select {
		case <-ticker.C:
		case <-ctx.Done():
		}
	}
}

func (w *watcher) look(ctx context.Context, store Store) {
	w.mu.Lock()
	known := w.known
	w.mu.Unlock()
	changes, err := store.Changes(ctx, known, watchKeep)
	if err != nil || len(changes) == 0 || ctx.Err() != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.known != known { // a loop that was just stopped has seen it too
		return
	}
	w.recent = append(w.recent, changes...)
	if extra := len(w.recent) - watchKeep; extra > 0 {
		w.since = w.recent[extra-1].Position
		w.recent = slices.Clone(w.recent[extra:])
	}
	w.known = changes[len(changes)-1].Position
	close(w.changed)
	w.changed = make(chan struct{})
}

// after is what the caller may see of what was appended after a position. If
// there is none, the channel is closed when there may be.
func (w *watcher) after(after int64, caller casework.Caller) (change DeskChange, seen bool, changed <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change = DeskChange{Position: max(w.known, after), Gap: after < w.since}
	i, _ := slices.BinarySearchFunc(w.recent, after+1, func(c lists.Changed, position int64) int { return int(c.Position - position) })
	for _, c := range w.recent[i:] {
		if c.Restricted && !caller.Has(claim.Auditor) && !slices.Contains(c.People, caller.ID) {
			continue
		}
		change.Entries++
		if c.Case != uuid.Nil && !slices.Contains(change.Cases, c.Case) {
			change.Cases = append(change.Cases, c.Case)
		}
	}
	return change, change.Entries > 0 || change.Gap, w.changed
}
