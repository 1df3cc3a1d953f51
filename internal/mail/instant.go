package mail

import (
	"time"

	"github.com/onrecord/onrecord/claim"
)

// instant writes an instant so that nobody can misread it: in the party's zone, absolute, with UTC in parentheses:
// "Friday 17 March 2017, 18:00 CET (17:00 UTC)". Seconds are cut off, so a shown deadline is never later than the true
// one.
func instant(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	local, utc := t.In(zone), t.UTC()
	name := claim.ZoneName(local)
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
