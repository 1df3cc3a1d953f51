package deadline

import (
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Local is when a clock in a zone shows what wall shows, whatever zone wall is in. A time that the
// clock skips and one that it shows twice are refused with [claim.CodeInvalid]: a deadline is not guessed.
func Local(wall time.Time, zone *time.Location) (time.Time, error) {
	at := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, zone)
	from, to := at.ZoneBounds()
	for _, change := range []time.Time{from, to} {
		if change.IsZero() {
			continue
		}
		_, before := change.Add(-1).Zone()
		_, after := change.Zone()
		old, changed := fixed(wall, before), fixed(wall, after)
		switch {
		case !old.Before(change) && changed.Before(change):
			return time.Time{}, claim.Errorf(claim.CodeInvalid, "the clock in %s skips %s: it goes from %s to %s", zone, wall.Format("15:04 on 2 January 2006"),
				change.In(time.FixedZone("", before)).Format("15:04"), change.In(zone).Format("15:04")).WithHint("give a time before or after that")
		case old.Before(change) && !changed.Before(change):
			return time.Time{}, claim.Errorf(claim.CodeInvalid, "the clock in %s shows %s twice: %s and %s", zone, wall.Format("15:04 on 2 January 2006"),
				old.In(zone).Format(time.RFC3339), changed.In(zone).Format(time.RFC3339)).WithHint("write the one that is meant as it stands here, or give another time")
		}
	}
	return at, nil
}

// fixed is when a clock so many seconds from UTC shows what wall shows.
func fixed(wall time.Time, offset int) time.Time {
	return time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, time.FixedZone("", offset))
}
