package claim

import (
	"strings"
	"time"
)

// When is when something was, as precisely as somebody said it: a calendar date,
// or an instant. A date stays a date: it has no hour and no zone, and is the same
// date wherever it is read.
type When struct {
	at   time.Time // in UTC; of a date, its first moment there
	date bool
}

// WhenForms says how it is written.
const WhenForms = "a date such as 2026-11-05, or an instant such as 2026-11-05T18:00:00+01:00"

// On is a calendar date.
func On(year int, month time.Month, day int) When {
	return When{time.Date(year, month, day, 0, 0, 0, 0, time.UTC), true}
}

// At is an instant, as entries keep it.
func At(t time.Time) When { return When{at: Instant(t)} }

// ParseWhen reads a date (2026-11-05) or an instant (RFC 3339).
func ParseWhen(text string) (When, error) {
	text = strings.TrimSpace(text)
	if at, err := time.Parse(time.DateOnly, text); err == nil {
		return When{at, true}, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, text); err == nil {
			return At(at), nil
		}
	}
	return When{}, Errorf(CodeInvalid, "%q is neither a date nor an instant", text).WithHint("write %s", WhenForms)
}

// IsZero reports whether nothing was said.
func (w When) IsZero() bool { return w == When{} }

// Equal reports whether both are the same date, or the same instant.
func (w When) Equal(other When) bool { return w.date == other.date && w.at.Equal(other.at) }

// IsDate reports whether it is a date without a time.
func (w When) IsDate() bool { return w.date }

// Instant is the instant; false for a date, which has none.
func (w When) Instant() (time.Time, bool) { return w.at, !w.date && !w.IsZero() }

// String is as [ParseWhen] reads it; an instant in UTC.
func (w When) String() string {
	switch {
	case w.IsZero():
		return ""
	case w.date:
		return w.at.Format(time.DateOnly)
	}
	return w.at.Format(time.RFC3339Nano)
}

// Words is how people read it: 5 November 2026, or, of an instant, 18:00 CET on
// 5 November 2026.
func (w When) Words(zone *time.Location) string {
	switch {
	case w.IsZero():
		return ""
	case w.date:
		return w.at.Format("2 January 2006")
	}
	return Moment(w.at, zone)
}

// OnOrAt is it behind a verb: on 5 November 2026, at 18:00 CET on 5 November 2026.
func (w When) OnOrAt(zone *time.Location) string {
	if w.date {
		return "on " + w.Words(zone)
	}
	return "at " + w.Words(zone)
}

// MarshalText implements [encoding.TextMarshaler].
func (w When) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (w *When) UnmarshalText(text []byte) error {
	var err error
	if *w, err = ParseWhen(string(text)); err != nil {
		return err
	}
	return nil
}

// first and last are the earliest and the latest moment that it can be, with a day
// lasting anywhere on earth for as long as it does: dates of two places are compared
// so that none is refused that can be so.
func (w When) First() time.Time {
	if w.date {
		return w.at.Add(-14 * time.Hour)
	}
	return w.at
}

func (w When) last() time.Time {
	if w.date {
		return w.at.Add((24 + 12) * time.Hour)
	}
	return w.at
}

// Place is the instant at which it stands among instants: of a date, the last one that
// the day has in UTC, by which what was on that date had been.
func (w When) Place() time.Time {
	if w.date {
		return w.at.AddDate(0, 0, 1).Add(-time.Microsecond)
	}
	return w.at
}

// Period is at or over what time a claim holds, apart from when anybody knew it.
// Where both ends are the same it holds at that time; without an end, since or until.
type Period struct {
	From, Until When
}

// PeriodForms says how it is written.
const PeriodForms = "a date or an instant (2017-03-11), from and until with a slash between (2017-03-07/2017-03-14), since (2017-03-07/) or until (/2017-03-14)"

// ParsePeriod reads what [PeriodForms] says.
func ParsePeriod(text string) (Period, error) {
	from, until, over := strings.Cut(strings.TrimSpace(text), "/")
	if !over {
		until = from
	}
	var p Period
	var err error
	for _, end := range []struct {
		text string
		into *When
	}{{from, &p.From}, {until, &p.Until}} {
		if strings.TrimSpace(end.text) == "" {
			continue
		}
		if *end.into, err = ParseWhen(end.text); err != nil {
			return Period{}, Errorf(CodeInvalid, "%q is no time at or over which something holds", text).WithHint("write %s", PeriodForms)
		}
	}
	if p.IsZero() {
		return Period{}, Errorf(CodeInvalid, "%q is no time at or over which something holds", text).WithHint("write %s", PeriodForms)
	}
	return p, p.Validate()
}

// Validate refuses a period that ends before it begins.
func (p Period) Validate() error {
	if p.From.IsZero() || p.Until.IsZero() {
		return nil
	}
	before := p.Until.last().Before(p.From.First())
	if p.From.date == p.Until.date {
		before = p.Until.at.Before(p.From.at)
	}
	if before {
		return Errorf(CodeInvalid, "it cannot hold until %s, which is before %s", p.Until, p.From).
			WithField("holds", "choose an end that is not before the beginning")
	}
	return nil
}

// IsZero reports whether nothing was said.
func (p Period) IsZero() bool { return p == Period{} }

// String is as [ParsePeriod] reads it.
func (p Period) String() string {
	switch {
	case p.IsZero():
		return ""
	case p.From == p.Until:
		return p.From.String()
	}
	return p.From.String() + "/" + p.Until.String()
}

// Words is how people read it: on 11 March 2017, from 7 March 2017 to 14 March 2017,
// since 7 March 2017, until 14 March 2017.
func (p Period) Words(zone *time.Location) string {
	switch {
	case p.IsZero():
		return ""
	case p.From == p.Until:
		return p.From.OnOrAt(zone)
	case p.Until.IsZero():
		return "since " + p.From.Words(zone)
	case p.From.IsZero():
		return "until " + p.Until.Words(zone)
	}
	return "from " + p.From.Words(zone) + " to " + p.Until.Words(zone)
}

// MarshalText implements [encoding.TextMarshaler].
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (p *Period) UnmarshalText(text []byte) error {
	var err error
	if *p, err = ParsePeriod(string(text)); err != nil {
		return err
	}
	return nil
}

// Moment is an instant in a zone, which it names: 18:00 CET on 17 March 2017.
func Moment(t time.Time, zone *time.Location) string {
	t = in(t, zone)
	return t.Format("15:04 ") + ZoneName(t) + t.Format(" on 2 January 2006")
}

// Day is the day that an instant falls on in a zone, which it names: 17 March 2017 (CET).
func Day(t time.Time, zone *time.Location) string {
	t = in(t, zone)
	return t.Format("2 January 2006 (") + ZoneName(t) + ")"
}

func in(t time.Time, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone)
}

// ZoneName is the abbreviation of the zone that the time is in, or, where the zone
// has none of letters, its distance from UTC.
func ZoneName(t time.Time) string {
	name, offset := t.Zone()
	switch {
	case offset == 0 && (name == "" || name == "Z"):
		return "UTC"
	case name == "" || strings.ContainsAny(name[:1], "+-"):
		return "UTC" + t.Format("-07:00")
	}
	return name
}
