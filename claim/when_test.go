package claim_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
)

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	require.NoError(t, err)
	return zone
}

func TestADateStaysADateWhereverItIsRead(t *testing.T) {
	when, err := claim.ParseWhen("2026-11-05")
	require.NoError(t, err)
	for _, zone := range []string{"America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "UTC"} {
		require.Equal(t, "5 November 2026", when.Words(zoneOf(t, zone)), zone)
	}
	require.Equal(t, "2026-11-05", when.String())
	_, has := when.Instant()
	require.False(t, has)
}

func TestAnInstantIsShownInAZoneThatItNames(t *testing.T) {
	when, err := claim.ParseWhen("2026-11-05T00:30:00+01:00")
	require.NoError(t, err)
	require.Equal(t, "18:30 EST on 4 November 2026", when.Words(zoneOf(t, "America/New_York")))
	require.Equal(t, "23:30 UTC on 4 November 2026", when.Words(nil))
	at, _ := when.Instant()
	require.Equal(t, "4 November 2026 (EST)", claim.Day(at, zoneOf(t, "America/New_York")))
	require.Equal(t, "5 November 2026 (UTC+04:00)", claim.Day(at, zoneOf(t, "Asia/Dubai")))
}

func TestAPeriodIsReadAndSaidAsItWasGiven(t *testing.T) {
	for _, c := range []struct{ text, words string }{
		{"2017-03-11", "on 11 March 2017"},
		{"2017-03-07/2017-03-14", "from 7 March 2017 to 14 March 2017"},
		{"2017-03-07/", "since 7 March 2017"},
		{"/2017-03-14", "until 14 March 2017"},
		{"2017-03-17T18:00:00Z", "at 18:00 UTC on 17 March 2017"},
		{"2017-03-07/2017-03-17T18:00:00Z", "from 7 March 2017 to 18:00 UTC on 17 March 2017"},
	} {
		p, err := claim.ParsePeriod(c.text)
		require.NoError(t, err, c.text)
		require.Equal(t, c.text, p.String())
		require.Equal(t, c.words, p.Words(nil))
	}
}

func TestWhatIsNoTimeIsRefusedInASentence(t *testing.T) {
	for _, text := range []string{"", "/", "yesterday", "2017-02-30", "2017-03-14/2017-03-07", "2017-03-07/soon", "2017-03-07T10:00:00"} {
		_, err := claim.ParsePeriod(text)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), text)
	}
}

func TestATimeIsTheSameAfterJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) claim.When {
			at := time.UnixMicro(rapid.Int64Range(-62e15, 200e15).Draw(t, name))
			if rapid.Bool().Draw(t, name+" is a date") {
				return claim.On(at.UTC().Date())
			}
			return claim.At(at)
		}
		before := claim.Period{From: draw("from"), Until: draw("until")}
		data, err := json.Marshal(before)
		require.NoError(t, err)
		var after claim.Period
		if err := json.Unmarshal(data, &after); before.Validate() == nil {
			require.NoError(t, err)
			require.Equal(t, before, after)
		} else {
			require.Error(t, err)
		}
	})
}
