package plan_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/plan"
)

func TestEveryPresetHoldsItsExamplesAndNamesItsSource(t *testing.T) {
	for _, p := range plan.Presets() {
		require.NotEmpty(t, p.Source, p.Name)
		require.NotEmpty(t, p.Examples, p.Name)
		require.NotEmpty(t, p.Words(), p.Name)
	}
	require.Len(t, plan.Presets(), 7)
}

// TestThePlanUsualIsThatOfCases holds the preset to the instants that requests have had all along.
func TestThePlanUsualIsThatOfCases(t *testing.T) {
	i := slices.IndexFunc(plan.Presets(), func(p plan.Preset) bool { return p.Name == "usual" })
	usual := plan.Presets()[i]
	zones := []string{"Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		require.NoError(t, err)
		c := claim.Calendar{Zone: zone, DeskZone: time.UTC}
		if rapid.Bool().Draw(t, "office") {
			c.Party = claim.OfficeHours{Days: []time.Weekday{1, 2, 3, 4, 5}, From: 9 * 60, To: 17 * 60}
		}
		send := time.Unix(rapid.Int64Range(1_480_000_000, 1_600_000_000).Draw(t, "send"), 0).UTC()
		by := send.Add(time.Duration(rapid.IntRange(1, 90*24*60).Draw(t, "minutes")) * time.Minute)
		spread := time.Duration(rapid.IntRange(0, 600).Draw(t, "spread")) * time.Second
		was := claim.DefaultPlan.Lay(send, by, spread, c)
		is := usual.Lay(plan.Frame{SendAt: send, AnswerBy: by, Spread: spread, Calendar: c})
		require.Equal(t, was, is.Steps)
		require.Equal(t, by, is.Until)
	})
}
