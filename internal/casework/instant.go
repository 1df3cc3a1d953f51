package casework

import (
	"time"

	"github.com/onrecord/onrecord/claim"
)

// instantOr returns the instant that was given, or a default.
func instantOr(t *time.Time, otherwise time.Time) time.Time {
	if t == nil || t.IsZero() {
		return otherwise
	}
	return claim.Instant(*t)
}
