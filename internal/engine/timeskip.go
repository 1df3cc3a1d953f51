package engine

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
)

// skip has the server move the clock to the next instant at which the workflow has something to do, or by distance if
// none comes before. It returns when all that is due there has begun, and whether the whole distance is done.
//
// One skip at a time, though the server goes from timer to timer by itself if it may. Server 1.32 then passes over a
// timer that is due and has not fired; and when the end of the distance passes while work is in hand, it goes on to the
// next timer, however far.
func (e *Engine) skip(ctx context.Context, clock workflowClock, distance time.Duration) (arrived bool, err error) {
	step := uuid.NewString()
	_, err = e.client.WorkflowService().UpdateWorkflowExecutionOptions(ctx, &workflowservice.UpdateWorkflowExecutionOptionsRequest{
		Namespace:         e.namespace,
		WorkflowExecution: &commonpb.WorkflowExecution{WorkflowId: clock.id},
		UpdateMask:        &fieldmaskpb.FieldMask{Paths: []string{"time_skipping_config"}},
		WorkflowExecutionOptions: &workflowpb.WorkflowExecutionOptions{TimeSkippingConfig: &commonpb.TimeSkippingConfig{
			Enabled:             true,
			MaxSessionSkipCount: 1,
			FastForwardConfig:   &commonpb.FastForwardConfig{Id: step, Duration: durationpb.New(distance)},
		}},
	})
	if err != nil {
		return false, err
	}
	return e.awaitSkip(ctx, clock, step)
}

func (e *Engine) awaitSkip(ctx context.Context, clock workflowClock, step string) (arrived bool, err error) {
	for {
		polled, err := e.client.WorkflowService().PollWorkflowExecutionTimeSkipping(ctx, &workflowservice.PollWorkflowExecutionTimeSkippingRequest{
			Namespace: e.namespace, WorkflowExecution: &commonpb.WorkflowExecution{WorkflowId: clock.id}, FastForwardId: step,
		})
		if err != nil {
			return false, err
		}
		switch polled.GetFastForwardPollingResult() {
		case enumspb.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED:
			return true, nil
		case enumspb.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED:
			return false, e.stopped(ctx, clock, step, polled.GetFailedReason())
		default: // the server answers a long poll now and then; ask again
			if ctx.Err() != nil {
				return false, ctx.Err()
			}
		}
	}
}

// stopped tells a skip that ended on the way, which is fine, from one that the server gave up.
func (e *Engine) stopped(ctx context.Context, before workflowClock, step, reason string) error {
	clock, err := e.readClock(ctx, before.id)
	switch {
	case err != nil:
		return err
	case !clock.open || clock.run != before.run:
		return nil
	case clock.spent != step:
		return fmt.Errorf("server gave up: %s", reason)
	}
	return e.awaitFired(ctx, clock)
}

// awaitFired returns when every timer that is due has fired, which is some milliseconds after the clock was moved to it.
func (e *Engine) awaitFired(ctx context.Context, clock workflowClock) error {
	return repeat(ctx, func() (bool, error) {
		history, err := e.history(ctx, workflow.Execution{ID: clock.id})
		return err == nil && !timerIsDue(history, time.Now().Add(clock.shift)), err
	})
}

// timerIsDue reports a timer that should have fired by an instant of the workflow's clock and has not.
func timerIsDue(history *historypb.History, now time.Time) bool {
	due := map[int64]bool{}
	for _, event := range history.GetEvents() {
		switch event.GetEventType() {
		case enumspb.EVENT_TYPE_TIMER_STARTED:
			after := event.GetTimerStartedEventAttributes().GetStartToFireTimeout().AsDuration()
			due[event.GetEventId()] = !event.GetEventTime().AsTime().Add(after).After(now)
		case enumspb.EVENT_TYPE_TIMER_FIRED:
			delete(due, event.GetTimerFiredEventAttributes().GetStartedEventId())
		case enumspb.EVENT_TYPE_TIMER_CANCELED:
			delete(due, event.GetTimerCanceledEventAttributes().GetStartedEventId())
		}
	}
	return slices.Contains(slices.Collect(maps.Values(due)), true)
}

func clockOf(described *workflowservice.DescribeWorkflowExecutionResponse, wall time.Time) workflowClock {
	info := described.GetWorkflowExecutionInfo()
	clock := workflowClock{
		id:    info.GetExecution().GetWorkflowId(),
		run:   info.GetExecution().GetRunId(),
		chain: info.GetFirstRunId(),
		open:  info.GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING,
		busy:  described.GetPendingWorkflowTask() != nil || activityInHand(described, wall),
	}
	if skipped := described.GetWorkflowExtendedInfo().GetTimeSkippingInfo(); skipped.GetCurrentTime() != nil {
		clock.shift = skipped.GetCurrentTime().AsTime().Sub(wall)
		if !skipped.GetEffectiveConfig().GetEnabled() {
			clock.spent = skipped.GetEffectiveConfig().GetFastForwardConfig().GetId()
		}
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
