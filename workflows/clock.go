package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// clock is the one cancellable timer of a workflow, for the earliest instant at
// which something is due.
type clock struct {
	due    time.Time // zero while no timer runs
	cancel workflow.CancelFunc
	fired  bool
}

// arm sets the timer to the instant, or stops it for the zero time. One that runs for
// an earlier instant is left: the record is then asked once too often, which is
// cheaper than a new timer whenever something moves further away. now and due are
// product time; what says what falls due.
func (c *clock) arm(ctx workflow.Context, due, now time.Time, what string) {
	if !c.due.IsZero() && !due.Before(c.due) {
		return
	}
	c.stop()
	if due.IsZero() {
		return
	}
	c.due = due
	timerCtx, cancel := workflow.WithCancel(ctx)
	c.cancel = cancel
	timer := workflow.NewTimerWithOptions(timerCtx, due.Sub(now), workflow.TimerOptions{Summary: what})
	workflow.Go(timerCtx, func(ctx workflow.Context) {
		// A timer that was cancelled late must not fire for its successor.
		if timer.Get(ctx, nil) == nil && c.due.Equal(due) {
			c.fired = true
		}
	})
}

// stop cancels the timer.
func (c *clock) stop() {
	if c.cancel != nil {
		c.cancel()
	}
	*c = clock{}
}

// take acknowledges that the timer has fired and returns the instant it was set to.
func (c *clock) take() time.Time {
	due := c.due
	*c = clock{}
	return due
}
