package app_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/temporal"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/workflows"
)

// mistakes are what an operator may do to a workflow by mistake.
func mistakes(d *desk) map[string]func(id string) error {
	c := d.Engine.Client()
	return map[string]func(string) error{
		"terminate": func(id string) error { return c.TerminateWorkflow(d.ctx, id, "", "by mistake") },
		"cancel": func(id string) error {
			if err := c.CancelWorkflow(d.ctx, id, ""); err != nil {
				return err
			}
			var canceled *temporal.CanceledError
			if err := c.GetWorkflow(d.ctx, id, "").Get(d.ctx, nil); !errors.As(err, &canceled) {
				return err
			}
			return nil
		},
		"reset": func(id string) error {
			_, err := c.ResetWorkflowExecution(d.ctx, &workflowservice.ResetWorkflowExecutionRequest{
				Namespace: d.Engine.Namespace(), WorkflowExecution: &common.WorkflowExecution{WorkflowId: id},
				Reason: "by mistake", WorkflowTaskFinishEventId: 4, RequestId: uuid.NewString(),
			})
			return err
		},
		"signal rubbish": func(id string) error {
			return errors.Join(c.SignalWorkflow(d.ctx, id, "", workflows.SignalWake, "rubbish"), c.SignalWorkflow(d.ctx, id, "", "tell", []int{1}))
		},
	}
}

// TestWhateverAnOperatorDoesToWorkflowsEveryReminderComesOnce plays a week in
// which every workflow is mistreated every day.
func TestWhateverAnOperatorDoesToWorkflowsEveryReminderComesOnce(t *testing.T) {
	for _, name := range []string{"terminate", "cancel", "reset", "signal rubbish"} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			d.claim("contact")
			d.party("vendor", "UTC", claim.OfficeHours{})
			id := d.ask("vendor", d.day(8, 0), "contact")
			d.until(d.day(1, 0))
			for day := 2; day <= 8; day++ {
				for _, kind := range []claim.StreamKind{claim.StreamClaim, claim.StreamCorrespondence} {
					require.NoError(t, mistakes(d)[name](workflows.ID(d.stream(kind))))
				}
				d.swept()
				d.until(d.day(day, 1))
			}
			require.Len(t, d.reminders(id), 3, "two reminders and a final notice, once each")
			require.Equal(t, letters.NoReply, d.request(id).Lifecycle)
			d.staged("contact", claim.StageAssessing)
		})
	}
}

// swept has the sweep find what should run and does not. The engine's list of what
// runs lags behind, so each is asked about by name.
func (d *desk) swept() {
	d.t.Helper()
	d.eventually("everything open runs", func() bool {
		require.NoError(d.t, d.Sweep(d.ctx))
		open, err := d.Record.OpenStreams(d.ctx)
		require.NoError(d.t, err)
		return !slices.ContainsFunc(open, func(s claim.Stream) bool {
			described, err := d.Engine.Client().DescribeWorkflowExecution(d.ctx, workflows.ID(s), "")
			return err != nil || described.GetWorkflowExecutionInfo().GetStatus() != enums.WORKFLOW_EXECUTION_STATUS_RUNNING
		})
	})
}

// TestABusyClaimContinuesAsNewBetweenTwoCommands: commands without a pause, by
// several clients.
func TestABusyClaimContinuesAsNewBetweenTwoCommands(t *testing.T) {
	d := open(t)
	d.claim("contact")
	const clients, each = 8, 240
	var group sync.WaitGroup
	errs := make(chan error, clients*each)
	for n := range clients {
		group.Go(func() {
			for i := range each {
				_, err := findings.Assess(d.ctx, d.Desk, d.mara, "story/contact", findings.AssessInput{
					Outcome: claim.Unverified, Rationale: fmt.Sprintf("Because %d of %d.", i, n),
				})
				errs <- err
			}
		})
	}
	group.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	entries, err := d.Record.Entries(d.ctx, d.stream(claim.StreamClaim))
	require.NoError(t, err)
	require.Len(t, entries, 1+clients*each, "each once")
	runs := d.runsOf(workflows.ID(d.stream(claim.StreamClaim)))
	require.Greater(t, len(runs), 1)
	for _, events := range runs {
		require.Less(t, events, int64(6000))
	}
}

// runsOf are the lengths of the histories of all runs of a workflow.
func (d *desk) runsOf(id string) []int64 {
	d.t.Helper()
	var lengths []int64
	d.eventually("the runs are counted", func() bool {
		found, err := d.Engine.Client().ListWorkflow(d.ctx, &workflowservice.ListWorkflowExecutionsRequest{
			Namespace: d.Engine.Namespace(), Query: fmt.Sprintf("WorkflowId = '%s'", id),
		})
		require.NoError(d.t, err)
		lengths = nil
		for _, run := range found.Executions {
			described, err := d.Engine.Client().DescribeWorkflowExecution(d.ctx, id, run.Execution.RunId)
			require.NoError(d.t, err)
			lengths = append(lengths, described.WorkflowExecutionInfo.HistoryLength)
		}
		return len(lengths) > 1
	})
	return lengths
}
