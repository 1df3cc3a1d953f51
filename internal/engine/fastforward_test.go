package engine

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

const day = 24 * time.Hour

// reminders sets one timer after the other, due after the given times from the start, and returns how late it woke
// each time. In between it runs an activity.
func reminders(ctx workflow.Context, due []time.Duration) ([]time.Duration, error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
	start := workflow.Now(ctx)
	var late []time.Duration
	for _, at := range due {
		timer := workflow.NewTimer(ctx, start.Add(at).Sub(workflow.Now(ctx)))
		if err := timer.Get(ctx, nil); err != nil {
			return nil, err
		}
		late = append(late, workflow.Now(ctx).Sub(start.Add(at)))
		if err := workflow.ExecuteActivity(ctx, echo, "reminder").Get(ctx, nil); err != nil {
			return nil, err
		}
	}
	return late, nil
}

// continued starts anew after its first timer and waits in the second run.
func continued(ctx workflow.Context, again bool) (time.Time, error) {
	if !again {
		return waiting(ctx)
	}
	if err := workflow.Sleep(ctx, time.Hour); err != nil {
		return time.Time{}, err
	}
	return time.Time{}, workflow.NewContinueAsNewError(ctx, continued, false)
}

// lingering has a timer while an activity runs, and returns how late the timer was.
func lingering(ctx workflow.Context, activity string) (time.Duration, error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
	due := workflow.Now(ctx).Add(time.Hour)
	timer := workflow.NewTimer(ctx, time.Hour)
	work := workflow.ExecuteActivity(ctx, activity)
	if err := timer.Get(ctx, nil); err != nil {
		return 0, err
	}
	late := workflow.Now(ctx).Sub(due)
	return late, work.Get(ctx, nil)
}

func linger(ctx context.Context) error {
	select {
	case <-ctx.Done():
	case <-time.After(300 * time.Millisecond):
	}
	return nil
}

// hold runs until a test lets it go.
func hold(ctx context.Context) error {
	select {
	case <-ctx.Done():
	case <-letGo:
	}
	return nil
}

var letGo = make(chan struct{})

func echo(_ context.Context, text string) (string, error) { return text, nil }

func refuse(_ context.Context, text string) error {
	return temporal.NewNonRetryableApplicationError(text, "refused", nil, text)
}

func TestFourteenDaysWithSixTimersPlayInSeconds(t *testing.T) {
	e := sharedEngine(t)
	due := []time.Duration{day, 3 * day, 5 * day, 8 * day, 11 * day, 13 * day}
	run := begin(t, e, "reminders-14-days", reminders, due)
	idle(t, e, run.GetID())
	began := time.Now()
	require.NoError(t, e.FastForward(deadline(t), []string{run.GetID()}, 14*day))
	took := time.Since(began)
	var late []time.Duration
	require.NoError(t, run.Get(deadline(t), &late))
	t.Logf("14 days took %v; woke late by %v", took, late)
	require.Less(t, took, 5*time.Second)
	require.Len(t, late, len(due))
	for _, by := range late {
		require.GreaterOrEqual(t, by, time.Duration(0))
		require.Less(t, by, 2*time.Second)
	}
	require.Equal(t, len(due), countEvents(t, e, run.GetID(), enumspb.EVENT_TYPE_TIMER_FIRED))
}

func TestSteppingFromDueInstantToDueInstantFiresEachTimerInItsStep(t *testing.T) {
	e := sharedEngine(t)
	due := []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour, 4 * time.Hour}
	run := begin(t, e, "reminders-by-step", reminders, due)
	idle(t, e, run.GetID())
	for i := range due {
		require.NoError(t, e.FastForward(deadline(t), []string{run.GetID()}, time.Hour))
		fired := countEvents(t, e, run.GetID(), enumspb.EVENT_TYPE_TIMER_FIRED)
		require.Equal(t, i+1, fired, "after step %d", i+1)
	}
	require.NoError(t, run.Get(deadline(t), nil))
}

func TestTwentyOpenWorkflowsMoveByOneStepTogether(t *testing.T) {
	e := sharedEngine(t)
	ids := make([]string, 20)
	for i := range ids {
		ids[i] = fmt.Sprintf("together-%d", i)
		begin(t, e, ids[i], waiting)
	}
	for _, id := range ids {
		idle(t, e, id)
	}
	var step time.Duration
	for range 5 {
		began := time.Now()
		require.NoError(t, e.FastForward(deadline(t), ids, 6*time.Hour))
		step = time.Since(began)
		t.Logf("20 workflows took %v", step)
	}
	began := time.Now()
	shifts := make([]time.Duration, len(ids))
	for i, id := range ids {
		clock, err := e.readClock(deadline(t), id)
		require.NoError(t, err)
		shifts[i] = clock.shift
		require.NoError(t, e.Client().SignalWorkflow(deadline(t), id, "", "stop", nil))
	}
	read := time.Since(began)
	require.Less(t, slices.Max(shifts)-slices.Min(shifts), step+read, "they differ by one step's work, however many steps they have made")
	require.LessOrEqual(t, slices.Max(shifts), 30*time.Hour+overshoot)
}

func TestTheClockSurvivesContinueAsNew(t *testing.T) {
	e := sharedEngine(t)
	run := begin(t, e, "continued", continued, true)
	idle(t, e, run.GetID())
	require.NoError(t, e.FastForward(deadline(t), []string{run.GetID()}, 3*time.Hour))
	require.NoError(t, e.FastForward(deadline(t), []string{run.GetID()}, 3*time.Hour))
	clock, err := e.readClock(deadline(t), run.GetID())
	require.NoError(t, err)
	require.InDelta(t, 6*time.Hour, clock.shift, float64(5*time.Second))
	require.NoError(t, e.Client().SignalWorkflow(deadline(t), run.GetID(), "", "stop", nil))
	var stopped time.Time
	require.NoError(t, run.Get(deadline(t), &stopped))
	require.WithinDuration(t, time.Now().Add(6*time.Hour), stopped, 5*time.Second)
}

func TestTimeDoesNotSkipAnActivityInHand(t *testing.T) {
	e := sharedEngine(t)
	run := begin(t, e, "lingering", lingering, "linger")
	require.NoError(t, e.FastForward(deadline(t), []string{run.GetID()}, 2*time.Hour))
	var late time.Duration
	require.NoError(t, run.Get(deadline(t), &late))
	require.GreaterOrEqual(t, late, time.Duration(0))
	require.Less(t, late, 2*time.Second)
}

func TestAWorkflowThatDoesNotRestInTimeIsNamed(t *testing.T) {
	e := sharedEngine(t)
	run := begin(t, e, "never-rests", lingering, "hold")
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	err := e.FastForward(ctx, []string{run.GetID()}, 2*time.Hour)
	require.Equal(t, CodeBusy, ErrorCode(err))
	require.ErrorContains(t, err, "workflow never-rests did not come to rest")
	letGo <- struct{}{}
	require.NoError(t, e.FastForward(deadline(t), []string{run.GetID()}, 2*time.Hour), "given time, it arrives")
	require.NoError(t, run.Get(deadline(t), nil))
}

func TestClosedAndUnknownWorkflowsAreSkipped(t *testing.T) {
	e := sharedEngine(t)
	run := begin(t, e, "soon-closed", waiting)
	require.NoError(t, e.Client().SignalWorkflow(deadline(t), run.GetID(), "", "stop", nil))
	require.NoError(t, run.Get(deadline(t), nil))
	require.NoError(t, e.FastForward(deadline(t), []string{run.GetID(), "never-started"}, time.Hour))
}

func TestTimeNeverGoesBack(t *testing.T) {
	err := sharedEngine(t).FastForward(deadline(t), nil, 0)
	require.Equal(t, CodeConfig, ErrorCode(err))
}

// countEvents counts events of one type over the latest run.
func countEvents(t *testing.T, e *Engine, id string, kind enumspb.EventType) int {
	t.Helper()
	history, err := e.history(deadline(t), workflow.Execution{ID: id})
	require.NoError(t, err)
	n := 0
	for _, event := range history.GetEvents() {
		if event.GetEventType() == kind {
			n++
		}
	}
	return n
}
