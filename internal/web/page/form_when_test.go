package page

import (
	"io/fs"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
)

var someZones = []string{"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca"}

// aroundNow draws instants of some years, those in repeated hours among them.
func aroundNow(t *rapid.T) time.Time {
	return time.UnixMicro(rapid.Int64Range(1.0e15, 2.0e15).Draw(t, "instant")).UTC()
}

func TestWhatNobodyTouchedStaysWhatItWasInEveryZone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(someZones).Draw(r, "zone"))
		require.NoError(r, err)
		instant := aroundNow(r)
		when := claim.At(instant)
		if rapid.Bool().Draw(r, "a date") {
			when = claim.On(instant.Date())
		}
		v := at(t, nil)
		v.Zone = zone
		fields := map[string]string{}
		v.Fill(fields, "embargo", &instant)
		v.FillWhen(fields, "madeAt", when)
		sent := url.Values{"embargo_zone": {zone.String()}, "madeAt_zone": {zone.String()}}
		for name, value := range fields {
			sent.Set(name, value)
		}
		v = at(t, sent)
		gotInstant, err := v.Instant("embargo")
		require.NoError(r, err)
		require.Equal(r, instant, gotInstant.UTC())
		gotWhen, err := v.when("madeAt")
		require.NoError(r, err)
		require.Equal(r, when, gotWhen)
	})
}

// The instant that a page shows as another one is asked for by a form, too.
func TestTheInstantThatACaseIsShownAtStaysTheSame(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(someZones).Draw(r, "zone"))
		require.NoError(r, err)
		shown := aroundNow(r)
		v := at(t, nil)
		v.R.URL.RawQuery = url.Values{
			"at": {SecondsOf(shown, zone)}, "zone": {zone.String()}, "was": {shown.Format(time.RFC3339Nano)},
		}.Encode()
		got, err := v.AsOf()
		require.NoError(r, err)
		require.Equal(r, shown, got.UTC())
	})
}

var (
	instantField = regexp.MustCompile(`\{\{template "instant" \(field [^)]*(?:\([^)]*\)[^)]*)*\)\}\}`)
	localField   = regexp.MustCompile(`<input[^>]*type="datetime-local"[^>]*>`)
)

// Every field of an instant that shows what is there carries the instant itself as
// well: with a value of its own in the template, or filled by [Visit.Fill].
func TestEveryFieldOfAnInstantCarriesWhatStoodThere(t *testing.T) {
	found := 0
	require.NoError(t, fs.WalkDir(templateFiles, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		source, err := fs.ReadFile(templateFiles, path)
		require.NoError(t, err)
		for _, use := range instantField.FindAllString(string(source), -1) {
			found++
			require.Equal(t, strings.Contains(use, `"value"`), strings.Contains(use, `"was"`), "%s: %s", path, use)
		}
		for _, input := range localField.FindAllString(string(source), -1) {
			if strings.Contains(input, "$view.Filter.") { // what was typed, as it was typed
				continue
			}
			after := string(source)[strings.Index(string(source), input)+len(input):]
			require.Regexp(t, `^\{\{with [^}]+\}\}<input type="hidden" name="[^"]*was"`, after, path)
		}
		return nil
	}))
	require.Greater(t, found, 5)
}

func TestADateIsReadAsADateUnlessItHasATime(t *testing.T) {
	for name, c := range map[string]struct{ date, clock, zone, want, problem string }{
		"a date":                         {"2026-11-05", "", "America/New_York", "2026-11-05", ""},
		"with a time":                    {"2026-11-05", "18:00", "America/New_York", "2026-11-05T23:00:00Z", ""},
		"with a time in the desk's zone": {"2026-11-05", "18:00", "", "2026-11-05T17:00:00Z", ""},
		"as one text":                    {"2026-11-05T18:00", "", "UTC", "2026-11-05T18:00:00Z", ""},
		"a time without its date":        {"", "18:00", "UTC", "", "needs its date"},
		"no date":                        {"someday", "", "UTC", "", "neither a date nor an instant"},
		"nothing":                        {"", "", "UTC", "", ""},
	} {
		got, err := at(t, url.Values{"madeAt": {c.date}, "madeAt_time": {c.clock}, "madeAt_zone": {c.zone}}).when("madeAt")
		if c.problem != "" {
			require.ErrorContains(t, err, c.problem, name)
			continue
		}
		require.NoError(t, err, name)
		require.Equal(t, c.want, got.String(), name)
	}
}

func TestAPeriodIsReadFromTwoDates(t *testing.T) {
	for name, c := range map[string]struct{ from, until, want, problem string }{
		"one day":   {"2017-03-11", "2017-03-11", "2017-03-11", ""},
		"since":     {"2017-03-11", "", "2017-03-11/", ""},
		"until":     {"", "2017-03-11", "/2017-03-11", ""},
		"backwards": {"2017-03-11", "2017-03-10", "", "cannot hold until"},
		"nothing":   {"", "", "", ""},
	} {
		got, err := at(t, url.Values{"holdsFrom": {c.from}, "holdsUntil": {c.until}}).period("holds")
		if c.problem != "" {
			require.ErrorContains(t, err, c.problem, name)
			continue
		}
		require.NoError(t, err, name)
		require.Equal(t, c.want, got.String(), name)
	}
}
