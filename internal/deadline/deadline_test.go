package deadline_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/deadline"
)

// frame is a desk in Berlin on a Friday at 10:30 that asks a party in California, which works
// from nine to five on weekdays but for a Monday; the story runs on the Wednesday after.
func frame(t testing.TB) deadline.Frame {
	t.Helper()
	here, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	there, err := time.LoadLocation("America/Los_Angeles")
	require.NoError(t, err)
	return deadline.Frame{
		Now: time.Date(2017, 3, 17, 10, 30, 20, 0, here), Here: here, There: there,
		Hours:       claim.OfficeHours{Days: []time.Weekday{1, 2, 3, 4, 5}, From: 9 * 60, To: 17 * 60, Holidays: []string{"2017-03-20"}},
		Publication: time.Date(2017, 3, 22, 20, 0, 0, 0, here),
	}
}

func TestDeadlinesAreReadAsPeopleSayThem(t *testing.T) {
	f := frame(t)
	for words, want := range map[string]string{
		"tomorrow 18:00 theirs":                    "2017-03-18T18:00:00-07:00",
		"Tomorrow, 18:00":                          "2017-03-18T18:00:00+01:00",
		"tomorrow at 6 pm their time":              "2017-03-18T18:00:00-07:00",
		"by tomorrow 6:30pm ours":                  "2017-03-18T18:30:00+01:00",
		"tomorrow":                                 "2017-03-18T17:00:00-07:00", // when their day ends
		"tomorrow ours":                            "2017-03-18T18:00:00+01:00",
		"friday noon":                              "2017-03-24T12:00:00+01:00", // today is one
		"on Tue 9:00 theirs":                       "2017-03-21T09:00:00-07:00",
		"18:00 on Tuesday":                         "2017-03-21T18:00:00+01:00",
		"18:00":                                    "2017-03-17T18:00:00+01:00",
		"9:00":                                     "2017-03-18T09:00:00+01:00", // today's has passed
		"today close of business":                  "2017-03-17T17:00:00-07:00", // theirs, as is the day alone
		"Tuesday close of business":                "2017-03-21T17:00:00-07:00",
		"end of day on Tuesday":                    "2017-03-21T17:00:00-07:00",
		"Tuesday eod theirs":                       "2017-03-21T17:00:00-07:00",
		"close of business":                        "2017-03-17T17:00:00-07:00",
		"Tuesday close of business ours":           "2017-03-21T18:00:00+01:00", // their hours are not the desk's
		"tomorrow theirs":                          "2017-03-18T17:00:00-07:00",
		"this Monday noon":                         "2017-03-20T12:00:00+01:00",
		"next Friday noon":                         "2017-03-24T12:00:00+01:00",
		"next Monday noon":                         "2017-03-20T12:00:00+01:00", // of the week to come
		"the day after tomorrow 8am":               "2017-03-19T08:00:00+01:00",
		"three working days":                       "2017-03-23T17:00:00-07:00", // Monday is a holiday there
		"in 1 working day":                         "2017-03-21T17:00:00-07:00",
		"two hours":                                "2017-03-17T12:31:00+01:00",
		"36h":                                      "2017-03-18T22:31:00+01:00",
		"3d":                                       "2017-03-20T10:31:00+01:00",
		"a week from now":                          "2017-03-24T10:31:00+01:00",
		"two days and three hours":                 "2017-03-19T13:31:00+01:00",
		"two hours before publication":             "2017-03-22T18:00:00+01:00",
		"a day and an hour before publication":     "2017-03-21T19:00:00+01:00",
		"2 working days before publication":        "2017-03-17T12:00:00-07:00",
		"publication":                              "2017-03-22T20:00:00+01:00",
		"1 April 18:00":                            "2017-04-01T18:00:00+02:00",
		"March 1st":                                "2018-03-01T17:00:00-08:00", // this year's has passed
		"24 december 2017 noon theirs":             "2017-12-24T12:00:00-08:00",
		"2017-12-01 18:00":                         "2017-12-01T18:00:00+01:00",
		"2017-12-01T18:00":                         "2017-12-01T18:00:00+01:00",
		"2017-12-01T18:00:00+02:00":                "2017-12-01T18:00:00+02:00",
		"   TOMORROW    18:00     THEIRS         ": "2017-03-18T18:00:00-07:00",
	} {
		at, err := deadline.Parse(words, f)
		require.NoError(t, err, words)
		require.Equal(t, want, at.Format(time.RFC3339), words)
	}
}

// West of Greenwich the clock can be put ahead at midnight, which that day has not.
func TestADayWithoutMidnightIsThatDay(t *testing.T) {
	santiago, err := time.LoadLocation("America/Santiago")
	require.NoError(t, err)
	f := deadline.Frame{Now: time.Date(2026, 9, 5, 10, 0, 0, 0, santiago), Here: santiago, Hours: claim.OfficeHours{From: 9 * 60, To: 17 * 60}}
	for words, want := range map[string]string{
		"tomorrow 18:00":         "2026-09-06T18:00:00-03:00",
		"tomorrow":               "2026-09-06T17:00:00-03:00",
		"the day after tomorrow": "2026-09-07T17:00:00-03:00",
		"6 September":            "2026-09-06T17:00:00-03:00",
		"2026-09-06 9:00":        "2026-09-06T09:00:00-03:00",
		"Sunday noon":            "2026-09-06T12:00:00-03:00",
		"9:00":                   "2026-09-06T09:00:00-03:00",
		"one working day":        "2026-09-07T17:00:00-03:00",
		"two working days":       "2026-09-08T17:00:00-03:00",
	} {
		at, err := deadline.Parse(words, f)
		require.NoError(t, err, words)
		require.Equal(t, want, at.Format(time.RFC3339), words)
	}
}

func TestWhatIsNoDeadlineIsRefusedWithWhatCanBeWritten(t *testing.T) {
	for _, words := range []string{
		"", "soon", "tomorrow 25:00", "31 June", "13 pm", "two", "before publication", "two hours before", "three working hours",
		"tomorrow 18:00 theirs please", "99999999999999999999 days", "0x10 days", "18", "next", "2017-02-30", "-3 days",
	} {
		_, err := deadline.Parse(words, frame(t))
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), words)
	}
	unknown := frame(t)
	unknown.Publication = time.Time{}
	_, err := deadline.Parse("two hours before publication", unknown)
	require.ErrorContains(t, err, "not known when the story is to run")
}

func TestAWeekdayThatCanBeTwoDaysIsRefusedWithBoth(t *testing.T) {
	f := frame(t) // on a Friday
	for _, c := range []struct {
		ahead             int
		words, one, other string
	}{
		{0, "this Friday", "17 March 2017", "24 March 2017"},
		{0, "noon this fri", "17 March 2017", "24 March 2017"},
		{0, "next Sunday noon", "19 March 2017", "26 March 2017"},
		{2, "next Monday", "20 March 2017", "27 March 2017"}, // said on Sunday
		{3, "by next Friday 18:00", "24 March 2017", "31 March 2017"},
	} {
		f := f
		f.Now = f.Now.AddDate(0, 0, c.ahead)
		_, err := deadline.Parse(c.words, f)
		require.ErrorContains(t, err, "can be "+c.one+" or "+c.other, c.words)
		var known *claim.Error
		require.ErrorAs(t, err, &known)
		require.Equal(t, "write the date of the one that is meant: "+c.one+" or "+c.other, known.Hint)
	}
}

func TestATimeThatTheClockSkipsOrShowsTwiceIsRefused(t *testing.T) {
	f := frame(t)
	for words, want := range map[string]string{
		"26 March 2017 2:30":             "the clock in Europe/Berlin skips 02:30 on 26 March 2017: it goes from 02:00 to 03:00",
		"2017-03-26T02:00":               "the clock in Europe/Berlin skips 02:00 on 26 March 2017",
		"2017-10-29 02:30":               "the clock in Europe/Berlin shows 02:30 on 29 October 2017 twice: 2017-10-29T02:30:00+02:00 and 2017-10-29T02:30:00+01:00",
		"5 November 2017 1:00 theirs":    "the clock in America/Los_Angeles shows 01:00 on 5 November 2017 twice: 2017-11-05T01:00:00-07:00 and 2017-11-05T01:00:00-08:00",
		"11 March 2018 at 2:15 am there": "the clock in America/Los_Angeles skips 02:15 on 11 March 2018",
	} {
		_, err := deadline.Parse(words, f)
		require.ErrorContains(t, err, want, words)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	}
	for words, want := range map[string]string{
		"2017-03-26 01:59":          "2017-03-26T01:59:00+01:00",
		"2017-03-26 03:00":          "2017-03-26T03:00:00+02:00",
		"2017-10-29 01:59":          "2017-10-29T01:59:00+02:00",
		"2017-10-29 03:00":          "2017-10-29T03:00:00+01:00",
		"2017-10-29T02:30:00+01:00": "2017-10-29T02:30:00+01:00",
	} {
		at, err := deadline.Parse(words, f)
		require.NoError(t, err, words)
		require.Equal(t, want, at.Format(time.RFC3339), words)
	}
}

func TestAWrittenTimeIsAlwaysThatTime(t *testing.T) {
	f := frame(t)
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(rapid.IntRange(2017, 2090).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"),
			rapid.IntRange(4, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"), 0, 0, f.Here)
		for _, layout := range []string{"2006-01-02 15:04", "2 January 2006 15:04", "Jan 2 2006 3:04pm"} {
			got, err := deadline.Parse(at.Format(layout), f)
			if err != nil || !got.Equal(at) {
				t.Fatalf("%s: %v, %v", at.Format(layout), got, err)
			}
		}
	})
}

func TestSoManyWorkingDaysAreWorkedUntilThen(t *testing.T) {
	f := frame(t)
	rapid.Check(t, func(t *rapid.T) {
		f := f
		f.Now = f.Now.Add(time.Duration(rapid.IntRange(0, 400*24*60).Draw(t, "now")) * time.Minute)
		n := rapid.IntRange(1, 60).Draw(t, "days")
		at, err := deadline.Parse(fmt.Sprintf("%d working days", n), f)
		if err != nil {
			t.Fatal(err)
		}
		worked := 0
		today := f.Now.In(f.There)
		for day := 1; ; day++ {
			noon := time.Date(today.Year(), today.Month(), today.Day()+day, 12, 0, 0, 0, f.There)
			if noon.After(at) {
				break
			}
			if f.Hours.Open(noon, f.There) {
				worked++
			}
		}
		if worked != n {
			t.Fatalf("%d of %d working days until %s", worked, n, at)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, words := range []string{"tomorrow 18:00 theirs", "three working days", "two hours before publication", "2017-12-01T18:00", "March 1st", "18:00 on Tuesday", "0 working days"} {
		f.Add(words)
	}
	frame := frame(f)
	f.Fuzz(func(t *testing.T, words string) {
		at, err := deadline.Parse(words, frame)
		if err == nil && at.IsZero() {
			t.Fatalf("%q is read as no time", words)
		}
		if again, failed := deadline.Parse(strings.ToUpper(strings.ToLower(words)), frame); err == nil && failed == nil && !again.Equal(at) {
			t.Fatalf("%q and its capitals are two times: %s, %s", words, at, again)
		}
	})
}
