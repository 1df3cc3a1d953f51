package engine

import (
	"context"
	"sync"
	"time"

	"go.temporal.io/server/chasm"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/namespace"
	"go.temporal.io/server/common/persistence/serialization"
	"go.temporal.io/server/common/persistence/visibility/store"
	listsql "go.temporal.io/server/common/persistence/visibility/store/sql"
	"go.temporal.io/server/common/resolver"
	"go.temporal.io/server/common/searchattribute"
)

// listGathers is how long the list of workflows waits for what else a workflow comes to show. It is behind the
// workflows anyway, and somebody at work moves one on several times within a second.
const listGathers = time.Second

// listFactory makes the list of workflows that the server writes and asks: its own, on a database, with us before it.
type listFactory struct {
	of      *config.SQL
	gathers time.Duration // zero for not at all
}

// NewVisibilityStore implements [visibility.VisibilityStoreFactory].
func (f listFactory) NewVisibilityStore(
	_ config.CustomDatastoreConfig, provider searchattribute.Provider, mapper searchattribute.MapperProvider, _ namespace.Registry,
	chasms *chasm.Registry, r resolver.ServiceResolver, logger log.Logger, handler metrics.Handler,
) (store.VisibilityStore, error) {
	unified := func() bool { return true } // as by default
	list, err := listsql.NewSQLVisibilityStore(*f.of, r, provider, mapper, chasms, unified, logger, handler, serialization.NewSerializer())
	if err != nil {
		return nil, err
	}
	return newGatheredList(list, f.gathers), nil
}

// gatheredList writes once what a workflow shows within a moment. The server gives an order to write that is not
// answered again after a crash, so whoever gave one waits until it is written.
type gatheredList struct {
	store.VisibilityStore
	gathers time.Duration

	mu      sync.Mutex
	waiting map[string]*shown // by run
}

// shown is what a workflow shows and what is not written yet.
type shown struct {
	latest *store.InternalUpsertWorkflowExecutionRequest
	over   bool // the workflow has ended meanwhile, which says all of it
	done   chan struct{}
	err    error
}

func newGatheredList(list store.VisibilityStore, gathers time.Duration) *gatheredList {
	return &gatheredList{VisibilityStore: list, gathers: gathers, waiting: map[string]*shown{}}
}

// UpsertWorkflowExecution implements [store.VisibilityStore].
func (l *gatheredList) UpsertWorkflowExecution(ctx context.Context, in *store.InternalUpsertWorkflowExecutionRequest) error {
	if l.gathers == 0 {
		return l.VisibilityStore.UpsertWorkflowExecution(ctx, in)
	}
	s, first := l.show(in)
	if !first {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.done:
			return s.err
		}
	}
	defer close(s.done)
	wait := time.NewTimer(l.gathers)
	defer wait.Stop()
	select {
	case <-ctx.Done():
		l.take(in.RunID, s)
		s.err = ctx.Err()
	case <-wait.C:
		if l.take(in.RunID, s); !s.over {
			s.err = l.VisibilityStore.UpsertWorkflowExecution(ctx, s.latest)
		}
	}
	return s.err
}

// show notes what is to be written, and reports whether nothing of the run waits yet: then the caller writes it.
func (l *gatheredList) show(in *store.InternalUpsertWorkflowExecutionRequest) (s *shown, first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s, waits := l.waiting[in.RunID]
	if !waits {
		s = &shown{latest: in, done: make(chan struct{})}
		l.waiting[in.RunID] = s
	} else if s.latest.TaskID < in.TaskID {
		s.latest = in
	}
	return s, !waits
}

// take ends the waiting: what comes from now on waits anew.
func (l *gatheredList) take(run string, s *shown) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting[run] == s {
		delete(l.waiting, run)
	}
}

// RecordWorkflowExecutionClosed implements [store.VisibilityStore].
func (l *gatheredList) RecordWorkflowExecutionClosed(ctx context.Context, in *store.InternalRecordWorkflowExecutionClosedRequest) error {
	if err := l.VisibilityStore.RecordWorkflowExecutionClosed(ctx, in); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.waiting[in.RunID]; s != nil {
		s.over = true
		delete(l.waiting, in.RunID)
	}
	return nil
}
