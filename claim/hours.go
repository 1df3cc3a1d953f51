package claim

import (
	"slices"
	"time"
)

// OfficeHours is when a party can be written to, in its own time zone. The
// zero value is round the clock.
type OfficeHours struct {
	Days     []time.Weekday `json:"days,omitempty"`     // open days; none means every day
	From     int            `json:"from,omitempty"`     // first open minute of the day, from 0
	To       int            `json:"to,omitempty"`       // first closed minute after From; 0 means the end of the day
	Holidays []string       `json:"holidays,omitempty"` // closed dates, as 2006-01-02
}

const minutesPerDay = 24 * 60

// Validate refuses hours that never open, with [CodeInvalid].
func (h OfficeHours) Validate() error {
	if h.From < 0 || h.To < 0 || h.To > minutesPerDay || h.From >= h.to() {
		return Errorf(CodeInvalid, "office hours start before they end, within one day")
	}
	for _, d := range h.Days {
		if d < time.Sunday || d > time.Saturday {
			return Errorf(CodeInvalid, "%d is not a day of the week", int(d))
		}
	}
	for _, day := range h.Holidays {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return Errorf(CodeInvalid, "%q is not a date such as 2017-12-25", day)
		}
	}
	return nil
}

// RoundTheClock reports whether every hour of every day is open but for holidays.
func (h OfficeHours) RoundTheClock() bool {
	return len(h.Days) == 0 && h.From == 0 && h.to() == minutesPerDay
}

func (h OfficeHours) to() int {
	if h.To == 0 {
		return minutesPerDay
	}
	return h.To
}

// Open reports whether the party can be written to at t. zone is the party's.
func (h OfficeHours) Open(t time.Time, zone *time.Location) bool {
	local := t.In(zone)
	minute := local.Hour()*60 + local.Minute()
	return h.openDay(local) && minute >= h.From && minute < h.to()
}

func (h OfficeHours) openDay(local time.Time) bool {
	if len(h.Days) > 0 && !slices.Contains(h.Days, local.Weekday()) {
		return false
	}
	return !slices.Contains(h.Holidays, local.Format(time.DateOnly))
}

// Next returns t if the party is open then, else the next opening. It looks
// 400 days ahead and returns t when there is no opening within them.
func (h OfficeHours) Next(t time.Time, zone *time.Location) time.Time {
	if h.Open(t, zone) {
		return t
	}
	local := t.In(zone)
	for day := range 400 {
		// time.Date normalises days past the end of a month.
		opening := time.Date(local.Year(), local.Month(), local.Day()+day, h.From/60, h.From%60, 0, 0, zone)
		if first, ok := h.firstOpen(t, opening, zone); ok {
			return first.UTC()
		}
	}
	return t
}

// firstOpen returns the first of the instants after t at which the office opens
// on one day: the opening, or where a clock change skips or repeats it.
func (h OfficeHours) firstOpen(t, opening time.Time, zone *time.Location) (first time.Time, ok bool) {
	candidates := []time.Time{opening}
	from, to := opening.ZoneBounds()
	for _, change := range []time.Time{from, to} {
		if !change.IsZero() && change.Sub(opening).Abs() < 24*time.Hour {
			_, before := change.Add(-1).Zone()
			_, after := change.Zone()
			moved := time.Duration(after-before) * time.Second
			candidates = append(candidates, change, opening.Add(moved), opening.Add(-moved))
		}
	}
	for _, c := range candidates {
		if c.After(t) && h.Open(c, zone) && (!ok || c.Before(first)) {
			first, ok = c, true
		}
	}
	return first, ok
}

// Calendar says when a party may be reminded: within its office hours, and on
// no holiday of its own or of the desk's. Both zones are needed.
type Calendar struct {
	Party    OfficeHours
	Zone     *time.Location // of the party
	Desk     OfficeHours    // only its holidays count: a letter needs nobody at the desk to go out
	DeskZone *time.Location
}

// desk is the desk's holidays alone.
func (c Calendar) desk() OfficeHours { return OfficeHours{Holidays: c.Desk.Holidays} }

// Open reports whether the party may be reminded at t.
func (c Calendar) Open(t time.Time) bool { return c.Closed(t) == "" }

// Closed says why the party is not reminded at t, or "" if it
// may be.
func (c Calendar) Closed(t time.Time) Reason {
	local := t.In(c.Zone)
	switch {
	case slices.Contains(c.Party.Holidays, local.Format(time.DateOnly)):
		return ClosedHoliday
	case !c.Party.openDay(local):
		return ClosedDay
	case !c.Party.Open(t, c.Zone):
		return ClosedHours
	case !c.desk().Open(t, c.DeskZone):
		return ClosedDesksHoliday
	}
	return ""
}

// calendarLooks bounds the search for an instant that suits both calendars.
// Each look passes at least one closed day of either.
const calendarLooks = 2 * (MaxHolidays + 400)

// Next returns t if the party may be reminded then, else the next instant at
// which it may. It returns t when there is none within about a year.
func (c Calendar) Next(t time.Time) time.Time {
	at := t
	for range calendarLooks {
		at = c.Party.Next(at, c.Zone)
		at = c.desk().Next(at, c.DeskZone)
		switch {
		case c.Open(at):
			return at
		case at.Sub(t) > 400*24*time.Hour:
			return t
		}
	}
	return t
}
