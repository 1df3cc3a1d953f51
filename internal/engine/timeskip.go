package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
)

// maxSkips bounds the timers one workflow may pass in one step; the server's default of 100 ends a step early.
const maxSkips = 100_000

// skip tells the server to move one workflow by distance and waits until it says that it has. Server 1.32: the
// workflow goes from timer to timer, never past work in hand, and stops skipping at the end of the distance.
func (e *Engine) skip(ctx context.Context, id string, distance time.Duration) error {
	execution := &commonpb.WorkflowExecution{WorkflowId: id}
	step := uuid.NewString()
	_, err := e.client.WorkflowService().UpdateWorkflowExecutionOptions(ctx, &workflowservice.UpdateWorkflowExecutionOptionsRequest{
		Namespace:         e.namespace,
		WorkflowExecution: execution,
		UpdateMask:        &fieldmaskpb.FieldMask{Paths: []string{"time_skipping_config"}},
		WorkflowExecutionOptions: &workflowpb.WorkflowExecutionOptions{TimeSkippingConfig: &commonpb.TimeSkippingConfig{
			Enabled:             true,
			MaxSessionSkipCount: maxSkips,
			FastForwardConfig:   &commonpb.FastForwardConfig{Id: step, Duration: durationpb.New(distance)},
		}},
	})
	if err != nil {
		return err
	}
	return e.awaitSkip(ctx, execution, step)
}

func (e *Engine) awaitSkip(ctx context.Context, execution *commonpb.WorkflowExecution, step string) error {
	for {
		polled, err := e.client.WorkflowService().PollWorkflowExecutionTimeSkipping(ctx, &workflowservice.PollWorkflowExecutionTimeSkippingRequest{
			Namespace: e.namespace, WorkflowExecution: execution, FastForwardId: step,
		})
		if err != nil {
			return err
		}
		switch polled.GetFastForwardPollingResult() {
		case enumspb.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED:
			return nil
		case enumspb.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED:
			return e.skipFailed(ctx, execution.GetWorkflowId(), polled.GetFailedReason())
		default: // the server answers a long poll now and then; ask again
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
	}
}

// skipFailed tells a workflow that ended on the way, which is fine, from one that stopped skipping.
func (e *Engine) skipFailed(ctx context.Context, id, reason string) error {
	clock, err := e.readClock(ctx, id)
	if err != nil {
		return err
	}
	if !clock.open {
		return nil
	}
	return fmt.Errorf("server gave up: %s", reason)
}

func clockOf(described *workflowservice.DescribeWorkflowExecutionResponse, wall time.Time) workflowClock {
	info := described.GetWorkflowExecutionInfo()
	clock := workflowClock{
		chain: info.GetFirstRunId(),
		open:  info.GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING,
		busy:  described.GetPendingWorkflowTask() != nil || activityInHand(described, wall),
	}
	if skipped := described.GetWorkflowExtendedInfo().GetTimeSkippingInfo(); skipped.GetCurrentTime() != nil {
		clock.shift = skipped.GetCurrentTime().AsTime().Sub(wall)
	}
	return clock
}

// activityInHand reports an activity that runs or is about to. One that waits for its next attempt is not in hand:
// skipping goes to the attempt like to a timer.
func activityInHand(described *workflowservice.DescribeWorkflowExecutionResponse, wall time.Time) bool {
	now := wall
	if skipped := described.GetWorkflowExtendedInfo().GetTimeSkippingInfo(); skipped.GetCurrentTime() != nil {
		now = skipped.GetCurrentTime().AsTime()
	}
	for _, activity := range described.GetPendingActivities() {
		next := activity.GetNextAttemptScheduleTime()
		if next == nil || !next.AsTime().After(now) {
			return true
		}
	}
	return false
}
