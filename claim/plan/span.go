package plan

import (
	"regexp"
	"strconv"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Span is a length of time: of the clock, or of an office.
type Span struct {
	N       int
	Unit    time.Duration // a minute, an hour or a day
	Working bool          // only time in which the party works counts
}

var spanForm = regexp.MustCompile(`^(\d{1,5}) ?(working )?(m|h|d|minutes?|hours?|days?)$`)

// SpanForms says how one is written.
const SpanForms = "90 minutes, 36 hours, 14 days, 4 working hours or 3 working days"

// ParseSpan reads a length of time.
func ParseSpan(text string) (Span, bool) {
	m := spanForm.FindStringSubmatch(text)
	if m == nil {
		return Span{}, false
	}
	n, err := strconv.Atoi(m[1])
	s := Span{N: n, Unit: time.Minute, Working: m[2] != ""}
	switch m[3][0] {
	case 'h':
		s.Unit = time.Hour
	case 'd':
		s.Unit = 24 * time.Hour
	}
	return s, err == nil && n > 0 && time.Duration(n) <= MaxTime/s.Unit
}

// IsZero reports whether it is no time at all.
func (s Span) IsZero() bool { return s.N == 0 }

// String is as [ParseSpan] reads it.
func (s Span) String() string {
	unit := "minute"
	switch s.Unit {
	case time.Hour:
		unit = "hour"
	case 24 * time.Hour:
		unit = "day"
	}
	if s.Working {
		unit = "working " + unit
	}
	if s.N != 1 {
		unit += "s"
	}
	return strconv.Itoa(s.N) + " " + unit
}

// times is the span so many times.
func (s Span) times(n int) Span { s.N *= n; return s }

// From is the instant so much later, by the party's calendar where its work counts.
func (s Span) From(at time.Time, c claim.Calendar) time.Time {
	switch {
	case !s.Working && s.Unit == 24*time.Hour: // the same hour, whatever the clock is put by in between
		return at.In(c.Zone).AddDate(0, 0, s.N).UTC()
	case !s.Working:
		return at.Add(time.Duration(s.N) * s.Unit)
	case s.Unit == 24*time.Hour:
		return c.AddDays(at, s.N)
	}
	return c.AddTime(at, time.Duration(s.N)*s.Unit)
}

// Before is the instant so much earlier.
func (s Span) Before(at time.Time, c claim.Calendar) time.Time {
	switch {
	case !s.Working && s.Unit == 24*time.Hour:
		return at.In(c.Zone).AddDate(0, 0, -s.N).UTC()
	case !s.Working:
		return at.Add(-time.Duration(s.N) * s.Unit)
	case s.Unit == 24*time.Hour:
		return c.AddDays(at, -s.N)
	}
	return c.SubTime(at, time.Duration(s.N)*s.Unit)
}
