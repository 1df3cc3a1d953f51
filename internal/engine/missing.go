package engine

import (
	"context"
	"fmt"
	"slices"
	"sync"

	enumspb "go.temporal.io/api/enums/v1"
	workflowpb "go.temporal.io/api/workflow/v1"
	"golang.org/x/sync/errgroup"
)

// describedAtOnce bounds how many workflows are asked about at the same time.
const describedAtOnce = 16

// NotRunning picks those ids, in their order, that no workflow runs under: it was never started, has ended, or was
// ended by somebody. Visibility, which can list thousands at once, lags behind by about a
// second, so everything that it does not show is asked about by name; what has only just ended it may still show, and
// the next call finds that.
func (e *Engine) NotRunning(ctx context.Context, ids []string) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	listed := make(map[string]bool, len(ids))
	err := e.eachOpen(ctx, func(found *workflowpb.WorkflowExecutionInfo) bool {
		listed[found.GetExecution().GetWorkflowId()] = true
		return true
	})
	if err != nil {
		return nil, err
	}
	return e.ended(ctx, slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return listed[id] }))
}

// ended asks about each by name.
func (e *Engine) ended(ctx context.Context, ids []string) ([]string, error) {
	var mu sync.Mutex
	gone := map[string]bool{}
	group, asking := errgroup.WithContext(ctx)
	group.SetLimit(describedAtOnce)
	for _, id := range ids {
		group.Go(func() error {
			running, err := e.running(asking, id)
			if err == nil && !running {
				mu.Lock()
				gone[id] = true
				mu.Unlock()
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !gone[id] }), nil
}

func (e *Engine) running(ctx context.Context, id string) (bool, error) {
	described, err := e.client.DescribeWorkflowExecution(ctx, id, "")
	if notFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("engine: describe workflow: %w", err)
	}
	return described.GetWorkflowExecutionInfo().GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING, nil
}
