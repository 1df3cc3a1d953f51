package worker

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
)

// handOver is an activity that goes on after it was called off.
type handOver struct {
	interceptor.ActivityInboundInterceptor
	beats chan struct{}
}

func (h handOver) ExecuteActivity(ctx context.Context, _ *interceptor.ExecuteActivityInput) (any, error) {
	if ctx.Err() == nil {
		return nil, errors.New("it was not called off")
	}
	for range 3 {
		select {
		case <-h.beats:
		case <-time.After(10 * time.Second):
			return nil, errors.New("no beat after it was called off")
		}
	}
	return nil, nil
}

func TestAnActivityThatIsCalledOffBeatsUntilItEnds(t *testing.T) {
	beats := make(chan struct{}, 100)
	env := (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	env.SetTestTimeout(time.Minute)
	env.SetOnActivityHeartbeatListener(func(*activity.Info, converter.EncodedValues) { beats <- struct{}{} })
	env.RegisterActivityWithOptions(func(ctx context.Context) error {
		ctx, callOff := context.WithCancel(ctx)
		callOff()
		next := interceptor.ActivityInboundInterceptorBase{Next: handOver{beats: beats}}
		_, err := (&beating{next}).ExecuteActivity(ctx, &interceptor.ExecuteActivityInput{})
		return err
	}, activity.RegisterOptions{Name: "hand over"})
	env.ExecuteWorkflow(func(ctx workflow.Context) error {
		ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
			StartToCloseTimeout: time.Minute, HeartbeatTimeout: 90 * time.Millisecond, RetryPolicy: &temporal.RetryPolicy{MaximumAttempts: 1},
		})
		return workflow.ExecuteActivity(ctx, "hand over").Get(ctx, nil)
	})
	require.True(t, env.IsWorkflowCompleted())
	require.NoError(t, env.GetWorkflowError())
}
