package terminal

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestInstants(t *testing.T) {
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"3d":                           "2026-11-25T12:00:00Z",
		"36h":                          "2026-11-24T00:00:00Z",
		"6d12h":                        "2026-11-29T00:00:00Z",
		"90m":                          "2026-11-22T13:30:00Z",
		"2026-12-01T18:00:00+02:00":    "2026-12-01T16:00:00Z",
		"2026-12-01 18:00 Europe/Riga": "2026-12-01T16:00:00Z",
		"2026-07-01 18:00 Europe/Riga": "2026-07-01T15:00:00Z",
		"2026-12-01 18:00 UTC":         "2026-12-01T18:00:00Z",
	} {
		at, err := Instant("--answer-by", text, now, false)
		require.NoError(t, err, text)
		require.Equal(t, want, at.UTC().Format(time.RFC3339), text)
	}
	at, err := Instant("--as-of", "2h", now, true)
	require.NoError(t, err)
	require.Equal(t, now.Add(-2*time.Hour), at)
	for _, text := range []string{"", "tomorrow", "3w", "-3d", "2026-12-01", "2026-12-01 18:00", "2026-12-01 18:00 Local", "2026-12-01 18:00 Riga", "9999999d"} {
		_, err := Instant("--answer-by", text, now, false)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), text)
	}
}

func TestWhen(t *testing.T) {
	now := time.Date(2017, time.March, 17, 15, 0, 0, 0, time.UTC)
	for d, want := range map[time.Duration]string{
		3 * time.Hour:                 "17 Mar 2017 18:00 UTC (in 3 h)",
		3*time.Hour - time.Second:     "17 Mar 2017 17:59 UTC (in 3 h)",
		-20 * time.Minute:             "17 Mar 2017 14:40 UTC (20 min ago)",
		47*time.Hour + 59*time.Minute: "19 Mar 2017 14:59 UTC (in 2 d)",
		30 * time.Hour:                "18 Mar 2017 21:00 UTC (in 30 h)",
		time.Second:                   "17 Mar 2017 15:00 UTC (now)",
	} {
		require.Equal(t, want, When(now.Add(d), now))
	}
}
