package engine

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

func TestADumpedHistoryReplaysWithoutKeys(t *testing.T) {
	e := sharedEngine(t)
	runTalkative(t, e, "talkative-dump")
	dump, err := e.DumpHistory(deadline(t), "talkative-dump")
	require.NoError(t, err)
	require.NotContains(t, string(dump), encodingEncrypted)
	path := filepath.Join(t.TempDir(), "history.json")
	require.NoError(t, os.WriteFile(path, dump, 0o600))
	replayer := worker.NewWorkflowReplayer()
	registerWorkflows(replayer)
	require.NoError(t, replayer.ReplayWorkflowHistoryFromJSONFile(nil, path))
}

func TestAHistoryWithSkippedTimeReplays(t *testing.T) {
	e := sharedEngine(t)
	run := begin(t, e, "skipped-dump", reminders, []time.Duration{time.Hour, day})
	idle(t, e, run.GetID())
	require.NoError(t, e.FastForward(deadline(t), []string{run.GetID()}, 2*day))
	require.NoError(t, run.Get(deadline(t), nil))
	dump, err := e.DumpHistory(deadline(t), run.GetID())
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "history.json")
	require.NoError(t, os.WriteFile(path, dump, 0o600))
	replayer := worker.NewWorkflowReplayer()
	registerWorkflows(replayer)
	require.NoError(t, replayer.ReplayWorkflowHistoryFromJSONFile(nil, path))
}

func TestDescribeMeasuresAWorkflow(t *testing.T) {
	e := sharedEngine(t)
	runTalkative(t, e, "talkative-described")
	events, transitions, size, err := e.Describe(deadline(t), "talkative-described")
	require.NoError(t, err)
	require.Greater(t, events, int64(10))
	require.Greater(t, transitions, int64(3))
	require.Greater(t, size, int64(500))
	_, _, _, err = e.Describe(deadline(t), "never-started")
	require.ErrorContains(t, err, "describe workflow")
}

func TestPreflightNamesTheWorkflowsThatChangedCodeCannotCarryOn(t *testing.T) {
	e := sharedEngine(t)
	run := begin(t, e, "preflight-"+t.Name(), reminders, []time.Duration{365 * day})
	idle(t, e, run.GetID())
	require.Eventually(t, func() bool { // visibility lags behind
		status, err := e.Status(deadline(t))
		return err == nil && status.Open["reminders"] > 0
	}, 30*time.Second, 20*time.Millisecond)

	same, err := e.Preflight(deadline(t), func(r worker.WorkflowReplayer) { registerWorkflows(r) })
	require.NoError(t, err)
	require.True(t, same.OK(), "%+v", same.Mismatches)
	require.Positive(t, same.Count)
	t.Logf("replayed %d in %v", same.Count, same.Duration)

	changed, err := e.Preflight(deadline(t), func(r worker.WorkflowReplayer) {
		r.RegisterWorkflowWithOptions(func(ctx workflow.Context, _ []time.Duration) error {
			ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
			return workflow.ExecuteActivity(ctx, echo, canary).Get(ctx, nil)
		}, workflow.RegisterOptions{Name: "reminders"})
	})
	require.NoError(t, err)
	require.False(t, changed.OK())
	reasons := map[string]string{}
	for _, mismatch := range changed.Mismatches {
		reasons[mismatch.WorkflowID] = mismatch.Reason
	}
	require.Equal(t, "its history has Timer, which the code no longer asks for", reasons[run.GetID()])
	require.NoError(t, e.Client().TerminateWorkflow(deadline(t), run.GetID(), "", "test is over"))
}

func TestPreflightCarriesOnWhatHasAskedALocalActivity(t *testing.T) {
	e := sharedEngine(t)
	run := begin(t, e, "preflight-"+t.Name(), looking)
	idle(t, e, run.GetID())
	require.Eventually(t, func() bool { // visibility lags behind
		status, err := e.Status(deadline(t))
		return err == nil && status.Open["looking"] > 0
	}, 30*time.Second, 20*time.Millisecond)
	same, err := e.Preflight(deadline(t), func(r worker.WorkflowReplayer) { registerWorkflows(r) })
	require.NoError(t, err)
	require.True(t, same.OK(), "%+v", same.Mismatches)
	require.NoError(t, e.Client().SignalWorkflow(deadline(t), run.GetID(), "", "stop", nil))
	require.NoError(t, run.Get(deadline(t), nil))
}

func TestTheReasonOfAMismatchHoldsNoContent(t *testing.T) {
	for text, want := range map[string]string{
		"[TMPRL1100] nondeterministic workflow: history event is TimerStarted: (TimerId:5), replay command is ScheduleActivityTask: (Input:[" + canary + "])": "its history has TimerStarted where the code now asks for ScheduleActivityTask",
		"[TMPRL1100] nondeterministic workflow: missing replay command for TimerStarted: (" + canary + ")":                                                    "its history has TimerStarted, which the code no longer asks for",
		"[TMPRL1100] nondeterministic workflow: extra replay command for StartTimer: (" + canary + ")":                                                        "the code asks for StartTimer, which its history does not have",
		"unable to find workflow type: X. Supported types: []":                                                                                                "this program does not know its workflow type",
		"unable to decode: engine: open payload: aead failed":                                                                                                 "the present keys do not open its history",
		canary: "the workflow code fails on its history",
	} {
		require.Equal(t, want, replayReason(errors.New(text)))
	}
}
