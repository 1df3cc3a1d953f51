package claim_test

import (
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
)

func TestBusinessTime(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	c := claim.Calendar{
		Party: claim.OfficeHours{Days: weekdays, From: 9 * 60, To: 17 * 60, Holidays: []string{"2017-03-22", "2017-03-23 09:00-12:00"}}, Zone: berlin, DeskZone: berlin,
	}
	at := func(text string) time.Time {
		got, err := time.ParseInLocation("2006-01-02 15:04", text, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	for _, test := range []struct {
		sentence string
		got      time.Time
		want     string
	}{
		{"hours go on the next morning", c.AddTime(at("2017-03-20 16:00"), 2*time.Hour), "2017-03-21 10:00"},
		{"a holiday has no hours, and half a day has some", c.AddTime(at("2017-03-21 16:00"), 5*time.Hour), "2017-03-24 10:00"},
		{"over a weekend on which the clock is put ahead", c.AddTime(at("2017-03-24 16:30"), time.Hour), "2017-03-27 09:30"},
		{"back over the weekend", c.SubTime(at("2017-03-27 09:30"), time.Hour), "2017-03-24 16:30"},
		{"back over half a day", c.SubTime(at("2017-03-24 10:00"), 2*time.Hour), "2017-03-23 11:00"},
		{"days keep the hour of the clock on the wall", c.AddDays(at("2017-03-24 11:00"), 1), "2017-03-27 11:00"},
		{"no holiday is a working day", c.AddDays(at("2017-03-21 11:00"), 1), "2017-03-23 11:00"},
		{"an hour at which half a day is over waits for the next opening", c.AddDays(at("2017-03-21 15:00"), 1), "2017-03-24 09:00"},
		{"days back", c.AddDays(at("2017-03-27 11:00"), -2), "2017-03-23 11:00"},
	} {
		if got := test.got.In(berlin).Format("2006-01-02 15:04"); got != test.want {
			t.Errorf("%s: got %s, want %s", test.sentence, got, test.want)
		}
	}
	for when, why := range map[string]claim.Reason{
		"2017-03-22 10:00": claim.ClosedHoliday, "2017-03-23 10:00": "", "2017-03-23 13:00": claim.ClosedHoliday,
		"2017-03-23 18:00": claim.ClosedHours, "2017-03-25 10:00": claim.ClosedDay,
	} {
		if got := c.Closed(at(when)); got != why {
			t.Errorf("at %s: %q, want %q", when, got, why)
		}
	}
	if err := (claim.OfficeHours{Holidays: []string{"2017-03-23 12:00-09:00"}}).Validate(); claim.CodeOf(err) != claim.CodeInvalid {
		t.Errorf("half a day that ends before it begins: %v", err)
	}
}
