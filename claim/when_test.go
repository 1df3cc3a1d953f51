package claim_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestADateStaysADate(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	for text, want := range map[string]claim.When{
		`"2026-11-05"`:                {At: time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC), Day: true},
		`"2026-11-05T00:00:00Z"`:      {At: time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC)},
		`"2026-11-05T19:00:00-05:00"`: {At: time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC)},
	} {
		var got claim.When
		require.NoError(t, json.Unmarshal([]byte(text), &got), text)
		require.Equal(t, want, got)
		again, err := json.Marshal(got)
		require.NoError(t, err)
		var twice claim.When
		require.NoError(t, json.Unmarshal(again, &twice))
		require.Equal(t, got, twice)
		require.Equal(t, got.Day, got.In(newYork).String() == got.String() && len(again) == len(`"2026-11-05"`))
	}
	var none claim.When
	require.ErrorContains(t, json.Unmarshal([]byte(`"yesterday"`), &none), "is no date and no instant")
}
