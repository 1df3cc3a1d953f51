package workflows_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/workflows"
)

// A claim is told of answers past its workflow. Whoever has seen the answer may
// build on it at once.
func TestARunThatIsBehindTakesInWhatItsClaimWasToldBeforeItDecides(t *testing.T) {
	answer := claim.NoteAnswered{Said: claim.Said{
		Response: uuid.New(), Party: theParty, Stance: claim.Confirms, GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: start,
	}}
	w := newWorld(t)
	w.at(0, editor, add())
	w.RegisterDelayedCallback(func() { w.store.commit(theClaim, answer, start.Add(time.Minute)) }, time.Minute)
	assess := claim.Command{ID: uuid.New(), Actor: editor, Body: claim.Assess{Outcome: claim.Confirmed, Rationale: "why", AsOf: start}}
	assessed := &outcome{}
	w.RegisterDelayedCallback(func() {
		w.UpdateWorkflow(workflows.UpdateDo, assess.ID.String(), assessed, assess, workflows.Seen{Version: 2})
	}, 2*time.Minute)
	w.at(time.Hour, editor, claim.Withdraw{Reason: "reason"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, New: true}))
	require.NoError(t, assessed.rejected)
	require.NoError(t, assessed.err)
	require.Equal(t, workflows.Done{Version: 3}, assessed.result)
	require.Equal(t, []string{"claim.drafted", "claim.answered", "claim.outcome_proposed", "claim.moved"}, w.store.kinds(theClaim))
}
