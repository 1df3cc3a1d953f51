package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/onrecord/onrecord/activities"
)

// Intake takes in one received message. The bytes are in the record before it
// starts, and its identifier follows from them, so a second delivery of the
// same message is the same intake.
//
// It is taken in by this very task of the workflow, which costs the engine half of what
// an activity of its own does: the record takes each step once, so a task that is
// lost afterwards leaves no harm. What takes longer, such as a DNS that does not
// answer, goes on for as long as it takes.
func Intake(ctx workflow.Context, in Start) error {
	local := workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		StartToCloseTimeout: 5 * time.Second, RetryPolicy: &temporal.RetryPolicy{MaximumAttempts: 1},
	})
	err := workflow.ExecuteLocalActivity(local, activities.TakeIn, in.ID).Get(ctx, nil)
	if err == nil || ctx.Err() != nil {
		return err
	}
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		HeartbeatTimeout:    heartbeat,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute,
		},
	})
	return workflow.ExecuteActivity(ctx, (*activities.Mail).TakeIn, in.ID).Get(ctx, nil)
}
