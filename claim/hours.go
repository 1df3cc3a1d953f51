package claim

import (
	"slices"
	"strings"
	"time"
)

// OfficeHours is when a party can be written to, in its own time zone. The
// zero value is round the clock.
type OfficeHours struct {
	Days     []time.Weekday `json:"days,omitempty"`     // open days; none means every day
	From     int            `json:"from,omitempty"`     // first open minute of the day, from 0
	To       int            `json:"to,omitempty"`       // first closed minute after From; 0 means the end of the day
	Holidays []string       `json:"holidays,omitempty"` // closed dates, as 2006-01-02; half days, as 2006-01-02 09:00-12:00
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
		if _, ok := ParseHoliday(day); !ok {
			return Errorf(CodeInvalid, "%q is not a date such as 2017-12-25, or half a day such as 2017-12-24 09:00-12:00", day)
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
	from, to, open := h.on(local)
	return open && minute >= from && minute < to
}

// on are the hours of a day; open is false for a day on which nobody is there at all.
func (h OfficeHours) on(local time.Time) (from, to int, open bool) {
	from, to = h.From, h.to()
	if len(h.Days) > 0 && !slices.Contains(h.Days, local.Weekday()) {
		return from, to, false
	}
	half, listed := h.holiday(local.Format(time.DateOnly))
	if listed {
		from, to = max(from, half.From), min(to, half.To)
	}
	return from, to, !listed || from < to
}

// holiday is the entry of a date: hours of no length for a whole day.
func (h OfficeHours) holiday(date string) (of Holiday, listed bool) {
	for _, entry := range h.Holidays {
		if strings.HasPrefix(entry, date) {
			of, _ = ParseHoliday(entry)
			return of, true
		}
	}
	return of, false
}

// Holiday is a date on which an office is closed, or open for some hours alone.
type Holiday struct {
	Date     string // 2006-01-02
	From, To int    // minutes of the day, of half a day; both 0 for closed
}

// ParseHoliday reads 2006-01-02, or 2006-01-02 09:00-12:00.
func ParseHoliday(text string) (h Holiday, ok bool) {
	date, hours, half := strings.Cut(text, " ")
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return h, false
	}
	h.Date = date
	if !half {
		return h, true
	}
	from, to, both := strings.Cut(hours, "-")
	if h.From, ok = minuteOf(from); !ok || !both {
		return h, false
	}
	h.To, ok = minuteOf(to)
	return h, ok && h.From < h.To
}

// minuteOf reads 09:00; the end of the day is 24:00.
func minuteOf(clock string) (int, bool) {
	if clock == "24:00" {
		return minutesPerDay, true
	}
	t, err := time.Parse("15:04", clock)
	return t.Hour()*60 + t.Minute(), err == nil && len(clock) == len("15:04")
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
		noon := time.Date(local.Year(), local.Month(), local.Day()+day, 12, 0, 0, 0, zone)
		from, _, _ := h.on(noon)
		opening := time.Date(noon.Year(), noon.Month(), noon.Day(), from/60, from%60, 0, 0, zone)
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
	half, listed := c.Party.holiday(local.Format(time.DateOnly))
	_, _, openDay := c.Party.on(local)
	switch minute := local.Hour()*60 + local.Minute(); {
	case listed && half.To == 0:
		return ClosedHoliday
	case !openDay:
		return ClosedDay
	case !c.Party.Open(t, c.Zone) && listed && minute >= c.Party.From && minute < c.Party.to():
		return ClosedHoliday
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
