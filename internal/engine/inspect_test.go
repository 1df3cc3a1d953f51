package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// revealing waits with everything about it that an operator can see.
func revealing(ctx workflow.Context) error {
	workflow.SetCurrentDetails(ctx, "reminder 1 at noon")
	err := workflow.SetQueryHandler(ctx, "state", func() (map[string]string, error) {
		return map[string]string{"step": "waiting for an answer"}, nil
	})
	if err != nil {
		return err
	}
	err = workflow.SetUpdateHandler(ctx, "extend", func(ctx workflow.Context) error { return nil })
	if err != nil {
		return err
	}
	local := workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{ScheduleToCloseTimeout: time.Minute, Summary: "tick"})
	if err := workflow.ExecuteLocalActivity(local, echo, "").Get(ctx, nil); err != nil {
		return err
	}
	timer := workflow.NewTimerWithOptions(ctx, time.Hour, workflow.TimerOptions{Summary: "reminder"})
	failing := workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute, Summary: "letter"})
	workflow.ExecuteActivity(failing, failingActivity)
	return timer.Get(ctx, nil)
}

// dozing ends when it is told to, by being cancelled.
func dozing(ctx workflow.Context) error { return workflow.Sleep(ctx, time.Hour) }

func failingActivity(context.Context) error {
	return temporal.NewApplicationError("the mail server did not take the letter", "deferred", errors.New("451"))
}

func TestAWorkflowSaysWhereItStands(t *testing.T) {
	e := sharedEngine(t)
	_, err := e.Client().ExecuteWorkflow(deadline(t), client.StartWorkflowOptions{
		ID: "revealing", TaskQueue: testQueue, StaticSummary: "correspondence",
		TypedSearchAttributes: temporal.NewSearchAttributes(temporal.NewSearchAttributeKeyKeyword("OnrecordStage").ValueSet("gathering")),
	}, revealing)
	require.NoError(t, err)
	handle, err := e.Client().UpdateWorkflow(deadline(t), client.UpdateWorkflowOptions{
		WorkflowID: "revealing", UpdateName: "extend", WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	require.NoError(t, err)
	require.NoError(t, handle.Get(deadline(t), nil))
	var seen Workflow
	require.Eventually(t, func() bool {
		var found bool
		seen, found, err = e.Inspect(deadline(t), "revealing", time.UTC)
		return err == nil && found && len(seen.Activities) == 1 && seen.Activities[0].Failure != ""
	}, 30*time.Second, 20*time.Millisecond)

	require.True(t, seen.Running)
	require.Equal(t, "running", seen.Status)
	require.Equal(t, "revealing", seen.Type)
	require.Equal(t, "correspondence", seen.Summary)
	require.Equal(t, "reminder 1 at noon", seen.Details)
	require.Contains(t, seen.Attributes, Attribute{"OnrecordStage", "gathering"})
	require.Zero(t, seen.Stuck)
	require.Equal(t, "failingActivity", seen.Activities[0].Type)
	require.Equal(t, "deferred: the mail server did not take the letter", seen.Activities[0].Failure)
	require.GreaterOrEqual(t, seen.Activities[0].Attempt, int32(1))
	var told []string
	for _, event := range seen.Tail {
		told = append(told, event.What)
	}
	said := strings.Join(told, "\n")
	for _, want := range []string{
		"started", "echo done, in place (tick)", "failingActivity asked for (letter)", "update extend accepted", "update extend answered",
	} {
		require.Contains(t, told, want, said)
	}
	require.Regexp(t, `(?m)^timer until \d+ \w+ \d{4} [\d:]+ UTC \(reminder\)$`, said)

	var state struct{ Step string }
	require.True(t, e.Query(deadline(t), "revealing", "state", &state))
	require.Equal(t, "waiting for an answer", state.Step)
	require.False(t, e.Query(deadline(t), "revealing", "nonsense", &state))

	require.NoError(t, e.Client().TerminateWorkflow(deadline(t), "revealing", "", "by mistake"))
	seen, found, err := e.Inspect(deadline(t), "revealing", time.UTC)
	require.NoError(t, err)
	require.True(t, found)
	require.False(t, seen.Running)
	require.Equal(t, "terminated", seen.Status)
	require.False(t, seen.Closed.IsZero())
	require.Equal(t, "terminated by onrecord: by mistake", seen.Tail[len(seen.Tail)-1].What)
	_, found, err = e.Inspect(deadline(t), "never-heard-of", time.UTC)
	require.NoError(t, err)
	require.False(t, found)
}

func TestWhatDoesNotRunIsNamed(t *testing.T) {
	e := sharedEngine(t)
	var ids []string
	for i := range 12 {
		id := fmt.Sprintf("sweep-%d", i)
		begin(t, e, id, dozing)
		ids = append(ids, id)
	}
	requireListed(t, e, "sweep-", 12)
	missing, err := e.NotRunning(deadline(t), ids)
	require.NoError(t, err)
	require.Empty(t, missing)

	require.NoError(t, e.Client().TerminateWorkflow(deadline(t), "sweep-2", "", "by mistake"))
	require.NoError(t, e.Client().CancelWorkflow(deadline(t), "sweep-5", ""))
	require.Error(t, e.Client().GetWorkflow(deadline(t), "sweep-5", "").Get(deadline(t), nil))
	begin(t, e, "sweep-done", waiting)
	require.NoError(t, e.Client().SignalWorkflow(deadline(t), "sweep-done", "", "stop", nil))
	require.NoError(t, e.Client().GetWorkflow(deadline(t), "sweep-done", "").Get(deadline(t), nil))
	requireListed(t, e, "sweep-", 10)
	begin(t, e, "sweep-new", waiting) // which visibility may not have heard of yet
	missing, err = e.NotRunning(deadline(t), append(ids, "sweep-new", "sweep-done", "sweep-never"))
	require.NoError(t, err)
	require.Equal(t, []string{"sweep-2", "sweep-5", "sweep-done", "sweep-never"}, missing)

	begin(t, e, "sweep-2", waiting)
	missing, err = e.NotRunning(deadline(t), ids)
	require.NoError(t, err)
	require.Equal(t, []string{"sweep-5"}, missing, "the latest run of an id counts")
	none, err := e.NotRunning(deadline(t), nil)
	require.NoError(t, err)
	require.Empty(t, none)
	for _, id := range append(ids, "sweep-new") {
		_ = e.Client().TerminateWorkflow(deadline(t), id, "", "over") // some have ended
	}
}

// requireListed waits until visibility counts so many that run under a prefix.
func requireListed(t *testing.T, e *Engine, prefix string, want int64) {
	t.Helper()
	require.Eventually(t, func() bool {
		counted, err := e.Client().CountWorkflow(deadline(t), &workflowservice.CountWorkflowExecutionsRequest{
			Query: openWorkflows + " AND WorkflowId STARTS_WITH '" + prefix + "'"})
		return err == nil && counted.GetCount() == want
	}, 30*time.Second, 20*time.Millisecond)
}
