package wording

import (
	"fmt"
	"strconv"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Dates is how a language writes dates and times. Forms have names in braces: {weekday}, {day}
// (2), {day2} (02), {month}, {month1} (3), {month2} (03), {year}, {hour} (0 to 23), {hour2} (00
// to 23), {minute} and {zone}.
type Dates struct {
	Months   []string `toml:"months"`
	Weekdays []string `toml:"weekdays"` // from Sunday
	First    string   `toml:"first"`    // the first day of a month, where it is written otherwise
	// Date is a calendar date.
	Date string `toml:"date"`
	// Instant is an instant so that nobody can misread it.
	Instant string `toml:"instant"`
	// SameDay and OtherDay follow an instant, and say when it is in UTC: {same} is the instant.
	SameDay  string `toml:"same_day"`
	OtherDay string `toml:"other_day"`
	// Moment is a shorter instant, within a sentence.
	Moment string `toml:"moment"`
	// Zones are the names of zones that the language does not write as the time zone database does.
	Zones map[string]string `toml:"zones"`
}

// Instant writes an instant so that nobody can misread it: in the party's zone, absolute, with UTC
// beside it: "Friday 17 March 2017, 18:00 CET (17:00 UTC)". Seconds are cut off, so a shown
// deadline is never later than the true one. The zero instant is empty.
func (l *Language) Instant(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	if zone == nil {
		zone = time.UTC
	}
	local, utc := t.In(zone), t.UTC()
	text := l.write(l.Dates.Instant, local)
	switch {
	case claim.ZoneName(local) == "UTC":
		return text
	case local.YearDay() == utc.YearDay():
		return fill(l.write(l.Dates.SameDay, utc), []string{"same", text})
	default:
		return fill(l.write(l.Dates.OtherDay, utc), []string{"same", text})
	}
}

// When writes a date, or an instant in the zone; empty for nothing.
func (l *Language) When(w claim.When, zone *time.Location) string {
	if at, ok := w.Instant(); ok {
		if zone == nil {
			zone = time.UTC
		}
		return l.write(l.Dates.Moment, at.In(zone))
	}
	day, err := time.Parse(time.DateOnly, w.String())
	if err != nil {
		return ""
	}
	return l.write(l.Dates.Date, day)
}

// Behind is when something was, behind a verb: on 5 November 2026.
func (l *Language) Behind(w claim.When, zone *time.Location) string {
	if w.IsDate() {
		return l.Phrase("on date", "date", l.When(w, zone))
	}
	return l.Phrase("at moment", "moment", l.When(w, zone))
}

// Period writes at or over what time something holds: from 7 March 2017 to 14 March 2017.
func (l *Language) Period(p claim.Period, zone *time.Location) string {
	from, until := l.When(p.From, zone), l.When(p.Until, zone)
	switch {
	case p.IsZero():
		return ""
	case p.From == p.Until:
		return l.Behind(p.From, zone)
	case p.Until.IsZero():
		return l.Phrase("since", "from", from)
	case p.From.IsZero():
		return l.Phrase("until", "until", until)
	}
	return l.Phrase("from to", "from", from, "until", until)
}

func (l *Language) write(form string, t time.Time) string {
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 && l.Dates.First != "" {
		day = l.Dates.First
	}
	zone := claim.ZoneName(t)
	if own, ok := l.Dates.Zones[zone]; ok {
		zone = own
	}
	return fill(form, []string{
		"weekday", l.Dates.Weekdays[t.Weekday()], "day", day, "day2", fmt.Sprintf("%02d", t.Day()),
		"month", l.Dates.Months[t.Month()-1], "month1", strconv.Itoa(int(t.Month())), "month2", fmt.Sprintf("%02d", t.Month()),
		"year", strconv.Itoa(t.Year()), "hour", strconv.Itoa(t.Hour()), "hour2", fmt.Sprintf("%02d", t.Hour()),
		"minute", fmt.Sprintf("%02d", t.Minute()), "zone", zone,
	})
}
