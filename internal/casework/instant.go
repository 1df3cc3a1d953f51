package casework

import (
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// InstantOr returns the instant that was given, or a default.
func InstantOr(t *time.Time, otherwise time.Time) time.Time {
	if t == nil || t.IsZero() {
		return otherwise
	}
	return claim.Instant(*t)
}

// ZoneOf is the party's time zone, UTC if it is not known here.
func ZoneOf(p *people.Party) *time.Location {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Pointer is nil for the zero time.
func Pointer(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
