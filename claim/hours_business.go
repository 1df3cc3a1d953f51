package claim

import "time"

// farthestDay bounds the search for working days: beyond what any plan or deadline counts.
const farthestDay = 4000

// works reports whether somebody of the party is there on the day, and the desk has no holiday of a whole day.
func (c Calendar) works(noon time.Time) bool {
	if _, _, open := c.Party.on(noon); !open {
		return false
	}
	_, _, open := c.desk().on(noon.In(c.DeskZone))
	return open
}

// AddDays is the same hour so many of the party's working days later, or earlier where they are
// fewer than none; the first moment that the party is open from then on, if it is closed at that hour.
func (c Calendar) AddDays(at time.Time, days int) time.Time {
	local := at.In(c.Zone)
	step := 1
	if days < 0 {
		days, step = -days, -1
	}
	day := time.Date(local.Year(), local.Month(), local.Day(), 12, 0, 0, 0, c.Zone)
	for looked := 0; days > 0 && looked < farthestDay; looked++ {
		if day = day.AddDate(0, 0, step); c.works(day) {
			days--
		}
	}
	then := time.Date(day.Year(), day.Month(), day.Day(), local.Hour(), local.Minute(), local.Second(), local.Nanosecond(), c.Zone)
	return c.Next(then).UTC()
}

// AddTime is the instant by which the party has been open for so long from an instant on.
func (c Calendar) AddTime(at time.Time, open time.Duration) time.Time {
	for range farthestDay {
		if at = c.Next(at); !c.Open(at) {
			return at.UTC() // it does not open within a year
		}
		closes := c.closes(at)
		left := closes.Sub(at)
		if open <= left {
			return at.Add(open).UTC()
		}
		open -= left
		at = closes
	}
	return at.UTC()
}

// SubTime is the instant from which on the party is open for so long until an instant.
func (c Calendar) SubTime(at time.Time, open time.Duration) time.Time {
	day := at
	for looked := 0; looked < farthestDay; looked++ {
		local := day.In(c.Zone)
		start := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, c.Zone)
		opens := c.Next(start)
		if end := c.end(opens, at); c.Open(opens) && opens.Before(end) {
			long := end.Sub(opens)
			if open <= long {
				return end.Add(-open).UTC()
			}
			open -= long
		}
		at, day = start, start.Add(-time.Minute)
	}
	return at.UTC()
}

// end is when the opening ends, or at, if that is sooner.
func (c Calendar) end(opens, at time.Time) time.Time {
	if closes := c.closes(opens); closes.Before(at) {
		return closes
	}
	return at
}

// closes is when the opening that an instant lies in ends; at the latest with the party's day.
func (c Calendar) closes(at time.Time) time.Time {
	end := dayEnd(at, c.Zone, c.Party)
	if desk := dayEnd(at, c.DeskZone, c.desk()); desk.Before(end) {
		end = desk
	}
	return end
}

// dayEnd is when the hours of the day end that an instant lies in; always after the instant.
func dayEnd(at time.Time, zone *time.Location, h OfficeHours) time.Time {
	local := at.In(zone)
	_, to, _ := h.on(local)
	end := time.Date(local.Year(), local.Month(), local.Day(), to/60, to%60, 0, 0, zone)
	if !end.After(at) { // the clock was put back, or the hours ended meanwhile
		end = at.Add(time.Minute)
	}
	return end
}
