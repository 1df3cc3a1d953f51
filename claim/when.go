package claim

import "time"

// When is when something was said: an instant, or a day of which nobody gave the
// time. A day is the same day in every zone; no time is made up for it.
type When struct {
	At  time.Time // of a day its midnight in UTC, which is no instant of anything
	Day bool
}

// ParseWhen reads a date such as 2017-03-09, or an instant (RFC 3339).
func ParseWhen(text string) (When, error) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return When{day, true}, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	return When{At: Instant(at)}, err
}

// At is the instant as something that was said then.
func At(t time.Time) *When { return &When{At: Instant(t)} }

// String is a date or an instant, as [ParseWhen] reads it and ISO 8601 writes it.
func (w When) String() string {
	if w.Day {
		return w.At.Format(time.DateOnly)
	}
	return w.At.Format(time.RFC3339Nano)
}

// MarshalText implements [encoding.TextMarshaler].
func (w When) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (w *When) UnmarshalText(text []byte) (err error) {
	if *w, err = ParseWhen(string(text)); err != nil {
		return Errorf(CodeInvalid, "%q is no date and no instant", text).WithHint("write a date such as 2026-12-24, or an instant such as 2026-12-24T18:00:00+01:00")
	}
	return nil
}

// In is the same day, or the instant in a zone.
func (w When) In(zone *time.Location) When {
	if !w.Day {
		w.At = w.At.In(zone)
	}
	return w
}
