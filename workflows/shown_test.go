package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/workflows"
)

// watch keeps what operators are shown, one after the other.
func (w *world) watch() *[]temporal.SearchAttributes {
	var shown []temporal.SearchAttributes
	w.OnUpsertTypedSearchAttributes(mock.Anything).Run(func(args mock.Arguments) {
		shown = append(shown, args.Get(0).(temporal.SearchAttributes))
	}).Return(nil)
	return &shown
}

func TestOperatorsSeeWhatIsDueWhenNothingElseHasChanged(t *testing.T) {
	w := newWorld(t)
	shown := w.watch()
	w.at(0, editor, ask(100*time.Hour))
	paused := w.at(2*time.Hour, editor, letters.PauseReminders{Request: theRequest, Reason: "reason"})
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.NoError(t, paused.err)
	change := (*shown)[len(*shown)-1]
	due, known := change.GetTime(workflows.SearchDue)
	require.True(t, known)
	require.WithinDuration(t, start.Add(100*time.Hour), due, 0, "without a reminder before it")
	require.Equal(t, 1, change.Size(), "what has not changed is not said again")
}

func TestOperatorsSeeTheFirstChangeOfARun(t *testing.T) {
	w := newWorld(t)
	shown := w.watch()
	w.store.commit(theClaim, add(), start)
	w.at(time.Hour, editor, verification.Withdraw{Reason: "reason"})
	now := workflows.Shown{Step: string(claim.StageDraft), Waits: claim.WaitsForDesk, Outcome: claim.Confirmed}
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Shown: now}))
	require.Len(t, *shown, 1)
	outcome, _ := (*shown)[0].GetKeyword(workflows.SearchOutcome)
	require.Equal(t, string(claim.Unverified), outcome)
}

func TestNothingIsShownTwice(t *testing.T) {
	w := newWorld(t)
	shown := w.watch()
	w.store.commit(theClaim, add(), start)
	next := w.store.State(theClaim).Next()
	w.at(time.Hour, editor, verification.Withdraw{Reason: "reason"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Shown: workflows.ShownOf(next)}))
	require.Empty(t, *shown)
}

func TestWhatIsDueIsShownToTheMinute(t *testing.T) {
	before := workflows.Shown{Step: "open", Due: start}
	moved := func(step string, by time.Duration) []temporal.SearchAttributeUpdate {
		return workflows.Shown{Step: step, Due: start.Add(by)}.Since(before)
	}
	require.Empty(t, moved("open", 59*time.Second))
	require.Empty(t, moved("open", -59*time.Second))
	require.Len(t, moved("open", time.Minute), 1)
	require.Len(t, moved("assessing", time.Second), 2, "with the step it costs nothing")
	require.Len(t, workflows.Shown{Step: "open"}.Since(before), 1, "nothing is due any more")
}
