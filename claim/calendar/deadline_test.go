package calendar_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/calendar"
)

var workdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

func zone(t interface{ Fatal(...any) }, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestADeadlineThatCannotBeKeptIsSaid(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	office := claim.Calendar{Party: claim.OfficeHours{Days: workdays, From: 9 * 60, To: 17 * 60, Holidays: []string{"2026-12-25"}}, Zone: berlin, DeskZone: time.UTC}
	always := claim.Calendar{Zone: berlin, DeskZone: time.UTC}
	at := func(day, hour int) time.Time { return time.Date(2026, 12, day, hour, 0, 0, 0, berlin) }
	tests := []struct {
		sentence string
		party    claim.Calendar
		from, at time.Time
		reminded func(time.Time) bool
		says     string
		better   time.Time
	}{
		{"within office hours there is nothing to say", office, at(1, 10), at(3, 15), nil, "", time.Time{}},
		{"the end of the office hours is one that can be kept", office, at(1, 10), at(3, 17), nil, "", time.Time{}},
		{"on a Sunday nobody is there; on Monday at that hour somebody is", office, at(1, 10), at(6, 15), nil, "their office is closed on that day", at(7, 15)},
		{"in the evening nobody is there; the next day at their close somebody is", office, at(1, 10), at(3, 20), nil, "their office is closed at that time", at(4, 17)},
		{"at midnight the day before is over; that day at their close is better", office, at(1, 10), at(3, 0), nil, "their office is closed at that time", at(3, 17)},
		{"on their holiday nobody is there", office, at(21, 10), at(25, 15), nil, "they have a holiday", at(28, 15)},
		{"over a weekend the office does not open at all", office, at(4, 18), at(6, 15), nil, "does not open between", at(7, 15)},
		{"round the clock every hour will do", always, at(4, 18), at(6, 3), nil, "", time.Time{}},
		{"one without room for a reminder has it some days later", always, at(4, 18), at(4, 19), func(by time.Time) bool { return by.After(at(6, 0)) }, "no room for a reminder", at(6, 19)},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			got := calendar.Deadline{At: test.at, From: test.from, Party: test.party, Reminded: test.reminded}.Warnings()
			if test.says == "" {
				if len(got) > 0 {
					t.Fatalf("got %v", got)
				}
				return
			}
			if len(got) != 1 || !strings.Contains(got[0].Says, test.says) || !got[0].Better.Equal(test.better) {
				t.Errorf("got %v, want %q and better at %s", got, test.says, test.better.UTC())
			}
		})
	}
}

// What is better has no fault, is later, and is not further away than it has to be by more than a day.
func TestWhatIsBetterHasNoFaultAlways(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		z := zone(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		start := time.Date(2017, 3, 24, 0, 0, 0, 0, z)
		hours := claim.OfficeHours{Days: rapid.SampledFrom([][]time.Weekday{nil, workdays}).Draw(t, "days"), From: rapid.IntRange(0, 11*60).Draw(t, "from")}
		hours.To = hours.From + rapid.IntRange(61, 9*60).Draw(t, "hours")
		for day := range 5 {
			if rapid.IntRange(0, 3).Draw(t, "holiday") == 0 {
				hours.Holidays = append(hours.Holidays, start.AddDate(0, 0, day).Format(time.DateOnly))
			}
		}
		d := calendar.Deadline{
			From: start.Add(time.Duration(rapid.IntRange(0, 72*60).Draw(t, "asked")) * time.Minute), Party: claim.Calendar{Party: hours, Zone: z, DeskZone: time.UTC},
		}
		d.At = d.From.Add(time.Duration(rapid.IntRange(1, 96*60).Draw(t, "window")) * time.Minute)
		room := d.From.Add(time.Duration(rapid.IntRange(0, 96).Draw(t, "room")) * time.Hour)
		d.Reminded = func(by time.Time) bool { return by.After(room) }
		for _, w := range d.Warnings() {
			if w.Says == "" || strings.HasSuffix(w.Says, ": ") {
				t.Fatalf("nothing is said: %v", w)
			}
			if w.Better.IsZero() || !w.Better.After(d.At) {
				t.Fatalf("%s is better than %s", w.Better, d.At)
			}
			then := d
			then.At = w.Better
			if left := then.Warnings(); len(left) > 0 {
				t.Fatalf("at %s, which is better, %v", w.Better, left)
			}
			if last := slices.MaxFunc([]time.Time{room, d.At}, time.Time.Compare); w.Better.After(last.AddDate(0, 0, 9)) {
				t.Fatalf("%s is %s after %s", w.Better, w.Better.Sub(last), last)
			}
		}
	})
}

func TestAMinuteThatTheClockSkipsIsWhenItIsPutAhead(t *testing.T) {
	for _, c := range []struct {
		zone   string
		day    time.Time
		minute int
		want   string
	}{
		{"America/Santiago", time.Date(2026, 9, 6, 0, 0, 0, 0, time.UTC), 0, "2026-09-06T01:00:00-03:00"},
		{"America/Santiago", time.Date(2026, 9, 5, 0, 0, 0, 0, time.UTC), 24 * 60, "2026-09-06T01:00:00-03:00"},
		{"America/Santiago", time.Date(2026, 9, 6, 0, 0, 0, 0, time.UTC), 9 * 60, "2026-09-06T09:00:00-03:00"},
		{"Asia/Beirut", time.Date(2017, 3, 25, 0, 0, 0, 0, time.UTC), 24 * 60, "2017-03-26T01:00:00+03:00"},
		{"Europe/Berlin", time.Date(2017, 3, 26, 0, 0, 0, 0, time.UTC), 2*60 + 30, "2017-03-26T03:00:00+02:00"},
		{"Europe/Berlin", time.Date(2017, 3, 26, 0, 0, 0, 0, time.UTC), 24 * 60, "2017-03-27T00:00:00+02:00"},
	} {
		noon := time.Date(c.day.Year(), c.day.Month(), c.day.Day(), 12, 0, 0, 0, zone(t, c.zone))
		if got := calendar.At(noon, c.minute).Format(time.RFC3339); got != c.want {
			t.Errorf("minute %d of %s in %s is %s, not %s", c.minute, c.day.Format(time.DateOnly), c.zone, got, c.want)
		}
	}
}
