package plan_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/plan"
)

// TestWhatComesBeforeAnInstantIsSpreadToBeforeIt: letters of a case do not all go out in one minute, and none of them is lost by that.
func TestWhatComesBeforeAnInstantIsSpreadToBeforeIt(t *testing.T) {
	d, err := plan.Parse([]byte("onrecord: plan/v1\nname: quick\nversion: 1\nsource: ours\ngap: 1m\nsteps:\n  - {after: 2 minutes}\n  - {before: 2 minutes, final: true, lead: 1h}\n"))
	require.NoError(t, err)
	sent := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	frame := plan.Frame{SendAt: sent, AnswerBy: sent.Add(6 * time.Hour), Spread: 3 * time.Minute, Calendar: claim.Calendar{Zone: time.UTC, DeskZone: time.UTC}}
	laid := d.Lay(frame)
	require.Len(t, laid.Steps, 2)
	require.Equal(t, sent.Add(5*time.Minute), laid.Steps[0].At)
	require.Equal(t, frame.AnswerBy.Add(-5*time.Minute), laid.Steps[1].At)

	frame.Publication = sent.Add(5 * time.Hour)
	require.Equal(t, sent.Add(4*time.Hour-3*time.Minute), d.Lay(frame).Steps[1].At, "at least an hour before it")
}
