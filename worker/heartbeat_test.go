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
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// callingOff calls an activity off as soon as it runs.
type callingOff struct {
	interceptor.WorkerInterceptorBase
}

func (*callingOff) InterceptActivity(_ context.Context, next interceptor.ActivityInboundInterceptor) interceptor.ActivityInboundInterceptor {
	return &calledOff{interceptor.ActivityInboundInterceptorBase{Next: next}}
}

type calledOff struct {
	interceptor.ActivityInboundInterceptorBase
}

func (c *calledOff) ExecuteActivity(ctx context.Context, in *interceptor.ExecuteActivityInput) (any, error) {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	return c.Next.ExecuteActivity(ctx, in)
}

func TestAnActivityThatIsCalledOffBeatsUntilItEnds(t *testing.T) {
	beats := make(chan struct{}, 100)
	handOver := func(ctx context.Context) error {
		if ctx.Err() == nil {
			return errors.New("it was not called off")
		}
		for range 3 {
			select {
			case <-beats:
			case <-time.After(10 * time.Second):
				return errors.New("no beat after it was called off")
			}
		}
		return nil
	}
	env := (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	env.SetWorkerOptions(worker.Options{Interceptors: []interceptor.WorkerInterceptor{&callingOff{}, &heartbeats{}}})
	env.SetOnActivityHeartbeatListener(func(*activity.Info, converter.EncodedValues) { beats <- struct{}{} })
	env.RegisterActivityWithOptions(handOver, activity.RegisterOptions{Name: "hand over"})
	env.ExecuteWorkflow(func(ctx workflow.Context) error {
		ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute, HeartbeatTimeout: 90 * time.Millisecond})
		return workflow.ExecuteActivity(ctx, "hand over").Get(ctx, nil)
	})
	require.True(t, env.IsWorkflowCompleted())
	require.NoError(t, env.GetWorkflowError())
}
