package engine

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/api/serviceerror"
)

// absentWorkflow is an id no workflow has; asking for it needs a frontend, the namespace and a history shard.
const absentWorkflow = "onrecord-ready-probe"

// awaitReady returns when the server would take a workflow.
func (e *Engine) awaitReady(ctx context.Context) error {
	pause := 5 * time.Millisecond
	for {
		err := e.probe(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fail(CodeNotReady, "the Temporal server does not become ready", errors.Join(err, ctx.Err()))
		case <-time.After(pause):
			pause = min(2*pause, 200*time.Millisecond)
		}
	}
}

func (e *Engine) probe(ctx context.Context) error {
	_, err := e.client.DescribeWorkflowExecution(ctx, absentWorkflow, "")
	var absent *serviceerror.NotFound
	if errors.As(err, &absent) {
		return nil
	}
	return err
}
