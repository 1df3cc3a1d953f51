package worker

import (
	"context"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/interceptor"
)

// heartbeats tells the server now and then that an activity is alive. A process
// that was killed falls silent, and its activities are tried again as soon as
// that is noticed, instead of at the end of the time that they may take.
type heartbeats struct {
	interceptor.WorkerInterceptorBase
}

// InterceptActivity implements [interceptor.WorkerInterceptor].
func (*heartbeats) InterceptActivity(_ context.Context, next interceptor.ActivityInboundInterceptor) interceptor.ActivityInboundInterceptor {
	return &beating{interceptor.ActivityInboundInterceptorBase{Next: next}}
}

type beating struct {
	interceptor.ActivityInboundInterceptorBase
}

// ExecuteActivity implements [interceptor.ActivityInboundInterceptor]. Most
// activities are over before the first beat, which then costs nothing.
func (b *beating) ExecuteActivity(ctx context.Context, in *interceptor.ExecuteActivityInput) (any, error) {
	limit := activity.GetInfo(ctx).HeartbeatTimeout
	if limit <= 0 {
		return b.Next.ExecuteActivity(ctx, in)
	}
	over, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		beat(context.WithoutCancel(ctx), limit/3, over)
	}()
	defer func() { close(over); <-stopped }()
	return b.Next.ExecuteActivity(ctx, in)
}

// beat goes on after the activity was called off: a letter that the mail server is
// ready for is handed over to its end.
func beat(ctx context.Context, every time.Duration, over <-chan struct{}) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-over:
			return
		case <-ticker.C:
			activity.RecordHeartbeat(ctx)
		}
	}
}
