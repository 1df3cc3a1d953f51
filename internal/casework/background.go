package casework

import (
	"context"
	"sync"

	"github.com/google/uuid"
)

// Background is work on what goes on after whoever asked for it was answered, with one
// worker for each thing.
type Background struct {
	mu      sync.Mutex
	running map[uuid.UUID]chan struct{} // closed when the work ends
	cancels map[uuid.UUID]context.CancelFunc
	stopped bool
}

// Work sees to it that somebody works on a thing. The channel is closed when
// this process has stopped working on it.
func (b *Background) Work(ctx context.Context, id uuid.UUID, do func(context.Context)) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if done, ok := b.running[id]; ok {
		return done
	}
	done := make(chan struct{})
	if b.stopped {
		close(done)
		return done
	}
	if b.running == nil {
		b.running, b.cancels = map[uuid.UUID]chan struct{}{}, map[uuid.UUID]context.CancelFunc{}
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx)) // whoever asked may close the page
	b.running[id], b.cancels[id] = done, cancel
	go func() {
		defer func() {
			cancel()
			b.mu.Lock()
			defer b.mu.Unlock()
			delete(b.running, id)
			delete(b.cancels, id)
			close(done)
		}()
		do(ctx)
	}()
	return done
}

// Stop ends all work, and waits for the end of it. What is left goes on when
// the program runs again: who stops it does so before the record is closed.
func (b *Background) Stop() {
	b.mu.Lock()
	b.stopped = true
	for _, cancel := range b.cancels {
		cancel()
	}
	var waiting []chan struct{}
	for _, done := range b.running {
		waiting = append(waiting, done)
	}
	b.mu.Unlock()
	for _, done := range waiting {
		<-done
	}
}

// Background is where work goes on that was asked for at the door.
func (d *Door) Background() *Background { return &d.background }
