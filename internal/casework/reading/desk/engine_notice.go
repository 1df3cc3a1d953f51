package desk

import (
	"context"
	"sync"
	"time"
)

const (
	// noticeLasts is how long what is known of the engine is good enough for the
	// notice on pages, and noticeWait how long a page waits to know.
	noticeLasts = 2 * time.Second
	noticeWait  = 250 * time.Millisecond
)

// engineNotice is what pages say of the engine.
type engineNotice struct {
	mu     sync.Mutex
	asked  time.Time     // wall clock
	asking chan struct{} // closed when the engine was asked; nil when nobody asks
	silent bool
}

// EngineSilent reports that the engine does not answer, so that nothing that
// changes a claim or a request can be done. Every page asks; the engine is asked
// now and then, and a page that it keeps waiting goes by what was known before.
func (r *Room) EngineSilent(ctx context.Context) bool {
	if r.health == nil {
		return false
	}
	select {
	case <-r.notice.refresh(ctx, r.health.Answers):
	case <-time.After(noticeWait):
	case <-ctx.Done():
	}
	r.notice.mu.Lock()
	defer r.notice.mu.Unlock()
	return r.notice.silent
}

var known = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

// refresh has the engine asked unless it was a moment ago. What it returns is
// closed when the answer is known.
func (n *engineNotice) refresh(ctx context.Context, ask func(context.Context) error) <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.asking != nil {
		return n.asking
	}
	if time.Since(n.asked) < noticeLasts {
		return known
	}
	asking := make(chan struct{})
	n.asking = asking
	go func() {
		defer close(asking)
		err := ask(context.WithoutCancel(ctx)) // whoever asked may close the page
		n.mu.Lock()
		defer n.mu.Unlock()
		n.silent, n.asked, n.asking = err != nil, time.Now(), nil
	}()
	return asking
}
