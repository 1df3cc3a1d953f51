package serving

import (
	"context"
	"sync"

	"github.com/onrecord/onrecord/internal/casework"
)

// Turns has each link send one form at a time, so that one party cannot take the
// room of all.
type Turns struct {
	mu   sync.Mutex
	busy map[casework.PageLink]chan struct{} // closed when the form is read
}

// Take waits until it is the link's turn. It returns nil if the context ends first.
func (t *Turns) Take(ctx context.Context, link casework.PageLink) (leave func()) {
	for {
		there, mine := t.enter(link)
		if there == nil {
			return func() {
				t.mu.Lock()
				defer t.mu.Unlock()
				delete(t.busy, link)
				close(mine)
			}
		}
		select {
		case <-there:
		case <-ctx.Done():
			return nil
		}
	}
}

// enter makes it the link's turn, or returns who is there.
func (t *Turns) enter(link casework.PageLink) (there, mine chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if there = t.busy[link]; there != nil {
		return there, nil
	}
	if t.busy == nil {
		t.busy = map[casework.PageLink]chan struct{}{}
	}
	mine = make(chan struct{})
	t.busy[link] = mine
	return nil, mine
}
