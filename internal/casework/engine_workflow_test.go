package casework_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// looked implements [casework.Workflows] with what a test says.
type looked func(claim.Stream) (casework.WorkflowState, bool, error)

func (l looked) Workflow(_ context.Context, s claim.Stream) (casework.WorkflowState, bool, error) {
	return l(s)
}

// beside is the desk with an engine that says of every workflow the same.
func (d *door) beside(state casework.WorkflowState, found bool, err error) *casework.Door {
	return casework.New(d.Desk.Record, nil, nil, d.Desk.Clock, casework.Settings{Salt: "test", Workflows: looked(
		func(claim.Stream) (casework.WorkflowState, bool, error) { return state, found, err })})
}

func TestAnOperatorSeesInWhatTheEngineDiffersFromTheRecord(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "google")
	d.Party("Google")
	d.Ask("vault7", "google", "google")
	record, err := d.Desk.EngineWorkflow(d.Ctx(), d.Mara, "google@vault7")
	require.NoError(t, err)
	require.Equal(t, "google@vault7", record.Name)
	require.NotEmpty(t, record.Problem, "there is no engine")
	require.False(t, record.Record.Over)
	due, version := record.Record.Due, record.Record.Version
	require.False(t, due.IsZero())

	running := func(change func(*casework.WorkflowState)) casework.WorkflowState {
		state := casework.WorkflowState{Running: true, Status: "running", Heard: &claim.Next{Version: version, Due: due}}
		for range record.Record.Letters {
			state.Activities = append(state.Activities, casework.PendingActivity{Type: "Deliver"})
		}
		change(&state)
		return state
	}
	for name, test := range map[string]struct {
		state  casework.WorkflowState
		absent bool
		says   string
	}{
		"not at all":           {state: running(func(*casework.WorkflowState) {})},
		"no worker answers":    {state: running(func(w *casework.WorkflowState) { w.Heard = nil })},
		"never started":        {absent: true, says: "the record has it open, and no workflow runs"},
		"terminated":           {state: casework.WorkflowState{Status: "terminated"}, says: "the record has it open, and no workflow runs"},
		"behind":               {state: running(func(w *casework.WorkflowState) { w.Heard.Version-- }), says: "has not heard of the last 1 entries"},
		"another instant":      {state: running(func(w *casework.WorkflowState) { w.Heard.Due = due.Add(time.Hour) }), says: "and the workflow waits for"},
		"no clock":             {state: running(func(w *casework.WorkflowState) { w.Heard.Due = time.Time{} }), says: "and the workflow waits for nothing"},
		"over":                 {state: running(func(w *casework.WorkflowState) { w.Heard.Over = true }), says: "do not agree whether it is over"},
		"its code fails":       {state: running(func(w *casework.WorkflowState) { w.Stuck = 3 }), says: "own code has failed 2 times"},
		"nothing is delivered": {state: running(func(w *casework.WorkflowState) { w.Activities = nil }), says: lettersWait(len(record.Record.Letters))},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := d.beside(test.state, !test.absent, nil).EngineWorkflow(d.Ctx(), d.Mara, "google@vault7")
			require.NoError(t, err)
			require.Equal(t, test.absent, v.Engine == nil)
			if test.says == "" {
				require.Empty(t, v.Differs)
				return
			}
			require.Len(t, v.Differs, 1)
			require.Contains(t, v.Differs[0], test.says)
		})
	}
	v, err := d.beside(casework.WorkflowState{}, false, errors.New("connection refused")).EngineWorkflow(d.Ctx(), d.Mara, "google@vault7")
	require.NoError(t, err, "the record is shown all the same")
	require.NotContains(t, v.Problem, "refused")
	require.Empty(t, v.Differs, "what is not known does not differ")
}

// lettersWait is what is said of letters that nobody hands over; without any, nothing is.
func lettersWait(n int) string {
	if n == 0 {
		return ""
	}
	return "letters to hand over, and the workflow hands over 0"
}

func TestWhoMayLookAtAWorkflow(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "google")
	byName, err := d.Desk.EngineWorkflow(d.Ctx(), d.Mara, "vault7/google")
	require.NoError(t, err)
	require.Equal(t, string(claim.StageOpen), byName.Record.Step)

	// An operator who may not see a restricted case finds its workflow in the engine, and sees no name.
	root := d.Person("root", claim.Admin)
	_, err = writing.ChangeAccess(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.AccessInput{Sensitivity: claim.Restricted, Seen: 1, Access: []string{"jonas"}})
	require.NoError(t, err)
	_, err = d.Desk.EngineWorkflow(d.Ctx(), root, "vault7/google")
	caseworktest.Refused(t, claim.CodeNotFound, err)
	byID, err := d.Desk.EngineWorkflow(d.Ctx(), root, byName.Workflow)
	require.NoError(t, err)
	require.Empty(t, byID.Name)
	require.Equal(t, byName.Record.Step, byID.Record.Step)

	for _, name := range []string{"google", "nobody@vault7", "vault7/nothing", "claim/6f6e7265-636f-5264-8000-636c61696d73", "case/6f6e7265-636f-5264-8000-636c61696d73"} {
		_, err = d.Desk.EngineWorkflow(d.Ctx(), d.Mara, name)
		caseworktest.Refused(t, claim.CodeNotFound, err)
	}
}
