package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/workflow"
)

// dozing ends when it is told to, by being cancelled.
func dozing(ctx workflow.Context) error { return workflow.Sleep(ctx, time.Hour) }

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
