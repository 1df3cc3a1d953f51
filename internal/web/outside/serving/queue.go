package serving

import (
	"context"
	"sync"

	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// Queue has each link send one form at a time, so that one party cannot take the
// room of all.
type Queue struct {
	mu   sync.Mutex
	busy map[mailtext.PageLink]chan struct{} // closed when the form is read
}

// Take waits until no other form of the link is being read. It returns nil if the context ends first.
func (q *Queue) Take(ctx context.Context, link mailtext.PageLink) (leave func()) {
	for {
		there, mine := q.enter(link)
		if there == nil {
			return func() {
				q.mu.Lock()
				defer q.mu.Unlock()
				delete(q.busy, link)
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

// enter takes the place of the link, or returns who is there.
func (q *Queue) enter(link mailtext.PageLink) (there, mine chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if there = q.busy[link]; there != nil {
		return there, nil
	}
	if q.busy == nil {
		q.busy = map[mailtext.PageLink]chan struct{}{}
	}
	mine = make(chan struct{})
	q.busy[link] = mine
	return nil, mine
}
