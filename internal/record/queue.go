package record

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/onrecord/onrecord/claim"
)

// call is one caller's write, on its way through the queue.
type call struct {
	run    func(*batch) error
	long   bool        // takes as long as it takes
	acts   int         // how many acts are carried out in it, if they are counted
	undone bool        // whatever it writes is to be undone
	taken  atomic.Bool // by the writer, or by a caller who gave up
	done   chan error
}

// queue holds the calls that wait for the writer.
type queue struct {
	mu       sync.Mutex
	changed  sync.Cond
	calls    []*call
	closed   bool
	finished chan struct{} // closed when the writer has left
}

func newQueue() *queue {
	q := &queue{finished: make(chan struct{})}
	q.changed.L = &q.mu
	return q
}

func (q *queue) add(c *call) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.calls = append(q.calls, c)
	q.changed.Signal()
	return true
}

// next waits for calls and takes all that are there. It returns none once the
// queue is closed and empty.
func (q *queue) next() []*call {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.calls) == 0 && !q.closed {
		q.changed.Wait()
	}
	calls := q.calls
	q.calls = nil
	return calls
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.changed.Broadcast()
}

// submit has the writer run a write and waits until it is durable. A caller
// whose context ends while the call waits takes it back; one that has begun is
// waited for, so that the answer is never in doubt.
func (r *Record) submit(ctx context.Context, operation string, run func(*batch) error) error {
	return r.wait(ctx, operation, &call{run: run, done: make(chan error, 1)})
}

func (r *Record) wait(ctx context.Context, operation string, c *call) error {
	if r.db.Write == nil {
		return claim.Errorf(claim.CodeReadOnly, "the record is open for reading only")
	}
	if !r.queue.add(c) {
		return claim.Errorf(claim.CodeUnavailable, "the record is closed").WithHint("Onrecord is stopping; try again when it runs")
	}
	select {
	case err := <-c.done:
		return r.fail(operation, err)
	case <-ctx.Done():
	}
	if c.taken.CompareAndSwap(false, true) {
		return r.fail(operation, ctx.Err())
	}
	return r.fail(operation, <-c.done)
}
