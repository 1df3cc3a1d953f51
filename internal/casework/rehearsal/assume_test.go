package rehearsal_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
)

func TestWhatIsAssumedIsReadAsItIsSaid(t *testing.T) {
	day := 24 * time.Hour
	for text, want := range map[string]rehearsal.Assumption{
		"mill=answers:confirms@2d":         {Party: "mill", Act: rehearsal.Answers, Stance: claim.Confirms, After: 2 * day},
		"mill=confirms@36h":                {Party: "mill", Act: rehearsal.Answers, Stance: claim.Confirms, After: 36 * time.Hour},
		"mill=answers:no-comment":          {Party: "mill", Act: rehearsal.Answers, Stance: claim.NoComment},
		"mill=bounces":                     {Party: "mill", Act: rehearsal.Bounces},
		"mill=acknowledges@1d":             {Party: "mill", Act: rehearsal.Acknowledges, After: day},
		"mill=asks-for-more-time@90m":      {Party: "mill", Act: rehearsal.MoreTime, After: 90 * time.Minute},
		" mill = asks for more time @ 1d ": {Party: "mill", Act: rehearsal.MoreTime, After: day},
		"mill=promises:3d@1d":              {Party: "mill", Act: rehearsal.Promises, In: 3 * day, After: day},
		"mill=is-silent":                   {Party: "mill", Act: rehearsal.Silent},
	} {
		got, err := rehearsal.ParseIf(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "mill", "=bounces", "mill=", "mill=sings", "mill=answers", "mill=answers:perhaps", "mill=bounces:hard", "mill=promises", "mill=promises:soon", "mill=bounces@soon", "mill=confirms:confirms", "mill=bounces@-1d", "mill=bounces@9999d"} {
		_, err := rehearsal.ParseIf(text)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), text)
	}
}

func TestWhatIsNoQuestionIsRefused(t *testing.T) {
	for name, in := range map[string]rehearsal.Input{
		"days":     {Days: -1},
		"too long": {Days: rehearsal.MaxDays + 1},
		"holiday":  {Holiday: []string{"24 December"}},
		"zone":     {Holiday: []string{"2026-12-24=Latvia"}},
		"extend":   {Extend: "2d"},
		"no time":  {Extend: "all=0d"},
		"no more":  {Extend: "+0d"},
		"nobody":   {Extend: "=+2d"},
		"no zone":  {Extend: "2026-12-24 18:00"},
		"at":       {Holiday: []string{"2026-12-24@"}},
	} {
		_, err := in.Read()
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), name)
	}
	asked, err := rehearsal.Input{If: []string{"b=bounces@2d", "a=bounces@1d"}, Holiday: []string{"2026-12-24"}, Extend: "all=2d"}.Read()
	require.NoError(t, err)
	require.True(t, asked.Changes())
	require.Equal(t, "a", asked.Assumed[0].Party, "what comes first")
	require.Equal(t, "every open request has 2 days more", asked.Extend.Says())
}

func TestAChangeIsSaidAsItWasAsked(t *testing.T) {
	at := "2026-12-24T18:00:00+02:00"
	for text, want := range map[string]string{
		"+2d":          "every open request has 2 days more",
		"mill=+36h":    "the open requests to mill have 36 hours more",
		at:             "every open request has time until 18:00 UTC+02:00 on 24 December 2026, where it is not later already",
		"mill = " + at: "the open requests to mill have time until 18:00 UTC+02:00 on 24 December 2026, where it is not later already",
	} {
		asked, err := rehearsal.Input{Extend: text}.Read()
		require.NoError(t, err, text)
		require.Equal(t, []string{want}, asked.Changed(), text)
	}
	asked, err := rehearsal.Input{Extend: at}.Read()
	require.NoError(t, err)
	later := asked.Extend.Until.Add(time.Hour)
	require.Equal(t, later, asked.Extend.From(later), "nobody loses time")
	require.Equal(t, asked.Extend.Until, asked.Extend.From(asked.Extend.Until.Add(-time.Hour)))

	asked, err = rehearsal.Input{Plan: " news-day ", Holiday: []string{"2026-12-24@Europe/Riga"}}.Read()
	require.NoError(t, err)
	require.True(t, asked.Changes())
	require.Equal(t, []string{"2026-12-24 is a holiday of the parties in Europe/Riga", "every open request comes under the plan news-day"}, asked.Changed())
}

func TestARehearsalGoesOnForADayAtLeast(t *testing.T) {
	for text, want := range map[string]int{"": 0, " 1 ": 1, "400": rehearsal.MaxDays} {
		n, err := rehearsal.ParseDays(text)
		require.NoError(t, err, text)
		require.Equal(t, want, n)
	}
	for _, text := range []string{"0", "-1", "401", "two", "1.5"} {
		_, err := rehearsal.ParseDays(text)
		require.ErrorContains(t, err, "a rehearsal goes on for a day at least", text)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), text)
	}
}
