package engine

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/server/common/persistence/visibility/store"
)

// writtenList keeps what is written to it.
type writtenList struct {
	store.VisibilityStore
	mu      sync.Mutex
	written []int64 // task ids; negative for those that end a run
	fails   error
}

func (l *writtenList) UpsertWorkflowExecution(_ context.Context, in *store.InternalUpsertWorkflowExecutionRequest) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.written = append(l.written, in.TaskID)
	return l.fails
}

func (l *writtenList) RecordWorkflowExecutionClosed(_ context.Context, in *store.InternalRecordWorkflowExecutionClosedRequest) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.written = append(l.written, -in.TaskID)
	return l.fails
}

func upsertOf(run string, task int64) *store.InternalUpsertWorkflowExecutionRequest {
	return &store.InternalUpsertWorkflowExecutionRequest{
		InternalVisibilityRequestBase: &store.InternalVisibilityRequestBase{RunID: run, TaskID: task},
	}
}

func TestWhatAWorkflowShowsWithinAMomentIsWrittenOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		under := &writtenList{}
		l := newGatheredList(under, time.Second)
		var group sync.WaitGroup
		for _, task := range []int64{1, 3, 2} {
			group.Go(func() { require.NoError(t, l.UpsertWorkflowExecution(t.Context(), upsertOf("one", task))) })
		}
		synctest.Wait()
		require.Empty(t, under.written, "nobody was answered before it is written")
		group.Wait()
		require.Equal(t, []int64{3}, under.written)
		require.NoError(t, l.UpsertWorkflowExecution(t.Context(), upsertOf("one", 4)))
		require.Equal(t, []int64{3, 4}, under.written, "what comes later is written anew")
		require.Empty(t, l.waiting)
	})
}

func TestTheEndOfAWorkflowSaysWhatItShowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		under := &writtenList{}
		l := newGatheredList(under, time.Second)
		var group sync.WaitGroup
		group.Go(func() { require.NoError(t, l.UpsertWorkflowExecution(t.Context(), upsertOf("one", 1))) })
		group.Go(func() { require.NoError(t, l.UpsertWorkflowExecution(t.Context(), upsertOf("two", 2))) })
		synctest.Wait()
		require.NoError(t, l.RecordWorkflowExecutionClosed(t.Context(), &store.InternalRecordWorkflowExecutionClosedRequest{
			InternalVisibilityRequestBase: upsertOf("one", 5).InternalVisibilityRequestBase,
		}))
		group.Wait()
		require.Equal(t, []int64{-5, 2}, under.written)
	})
}

func TestWhoeverGaveAnOrderHearsThatItWasNotWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newGatheredList(&writtenList{fails: errors.New("disk full")}, time.Second)
		var group sync.WaitGroup
		for task := range int64(3) {
			group.Go(func() {
				require.ErrorContains(t, l.UpsertWorkflowExecution(t.Context(), upsertOf("one", task)), "disk full")
			})
		}
		group.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		group.Go(func() { require.ErrorIs(t, l.UpsertWorkflowExecution(ctx, upsertOf("one", 4)), context.Canceled) })
		synctest.Wait()
		group.Go(func() {
			require.ErrorIs(t, l.UpsertWorkflowExecution(t.Context(), upsertOf("one", 5)), context.Canceled)
		})
		synctest.Wait()
		cancel()
		group.Wait()
		require.Empty(t, l.waiting)
	})
}
