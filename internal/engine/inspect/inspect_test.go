package inspect_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/internal/engine"
	"github.com/onrecord/onrecord/internal/engine/inspect"
)

const testQueue = "inspect-test"

// plain seals nothing: what is read back here is what the engine shows of it.
type plain struct{}

func (plain) Seal(text, _ []byte) ([]byte, error) { return text, nil }
func (plain) Open(text, _ []byte) ([]byte, error) { return text, nil }

func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.Start(deadline(t), engine.Options{Ephemeral: true, Common: engine.Common{
		Sealer: plain{}, Logger: zap.NewNop(),
		SearchAttributes: map[string]enumspb.IndexedValueType{"OnrecordStage": enumspb.INDEXED_VALUE_TYPE_KEYWORD},
	}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close(context.Background())) })
	w := worker.New(e.Client(), testQueue, worker.Options{})
	w.RegisterWorkflow(revealing)
	w.RegisterActivity(echo)
	w.RegisterActivity(failingActivity)
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
	return e
}

// deadline is a context for what should take far less.
func deadline(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func echo(_ context.Context, text string) (string, error) { return text, nil }

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

func failingActivity(context.Context) error {
	return temporal.NewApplicationError("the mail server did not take the letter", "deferred", errors.New("451"))
}

func TestAWorkflowSaysWhereItStands(t *testing.T) {
	e := start(t)
	inspector := inspect.New(e)
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
	var seen inspect.Workflow
	require.Eventually(t, func() bool {
		var found bool
		seen, found, err = inspector.Workflow(deadline(t), "revealing", time.UTC)
		return err == nil && found && len(seen.Activities) == 1 && seen.Activities[0].Failure != ""
	}, 30*time.Second, 20*time.Millisecond)

	require.True(t, seen.Running)
	require.Equal(t, "running", seen.Status)
	require.Equal(t, "revealing", seen.Type)
	require.Equal(t, "correspondence", seen.Summary)
	require.Equal(t, "reminder 1 at noon", seen.Details)
	require.Contains(t, seen.Attributes, inspect.Attribute{"OnrecordStage", "gathering"})
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
	require.True(t, inspector.Query(deadline(t), "revealing", "state", &state))
	require.Equal(t, "waiting for an answer", state.Step)
	require.False(t, inspector.Query(deadline(t), "revealing", "nonsense", &state))

	require.NoError(t, e.Client().TerminateWorkflow(deadline(t), "revealing", "", "by mistake"))
	seen, found, err := inspector.Workflow(deadline(t), "revealing", time.UTC)
	require.NoError(t, err)
	require.True(t, found)
	require.False(t, seen.Running)
	require.Equal(t, "terminated", seen.Status)
	require.False(t, seen.Closed.IsZero())
	require.Equal(t, "terminated by onrecord: by mistake", seen.Tail[len(seen.Tail)-1].What)
	_, found, err = inspector.Workflow(deadline(t), "never-heard-of", time.UTC)
	require.NoError(t, err)
	require.False(t, found)
}
