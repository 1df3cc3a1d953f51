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
func Intake(ctx workflow.Context, in Start) error {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		HeartbeatTimeout:    heartbeat,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute,
		},
	})
	return workflow.ExecuteActivity(ctx, (*activities.Mail).TakeIn, in.ID).Get(ctx, nil)
}
