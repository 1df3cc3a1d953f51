package mail

import (
	"strings"
	"time"
)

// instant writes an instant so that nobody can misread it: in the party's zone, absolute, with UTC in parentheses:
// "Friday 17 March 2017, 18:00 CET (17:00 UTC)". Seconds are cut off, so a shown deadline is never later than the true
// one.
func instant(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	local, utc := t.In(zone), t.UTC()
	name := zoneName(local)
	text := local.Format("Monday 2 January 2006, 15:04 ") + name
	switch {
	case name == "UTC":
		return text
	case local.YearDay() == utc.YearDay():
		return text + utc.Format(" (15:04 UTC)")
	default:
		return text + utc.Format(" (Monday 2 January, 15:04 UTC)")
	}
}

// zoneName gives the zone's abbreviation, or its offset where the zone has no abbreviation of letters.
func zoneName(t time.Time) string {
	name, offset := t.Zone()
	switch {
	case offset == 0 && (name == "" || name == "Z"):
		return "UTC"
	case name == "" || strings.ContainsAny(name[:1], "+-"):
		return "UTC" + t.Format("-07:00")
	}
	return name
}

// day writes a date without a time, in its own zone: "9 March 2017".
func day(t time.Time) string {
	return t.Format("2 January 2006")
}
