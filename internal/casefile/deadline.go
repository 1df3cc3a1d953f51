package casefile

import (
	"regexp"
	"strconv"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// Deadline is an instant, or a time after the opening of the case. One of the
// two is set.
type Deadline struct {
	After time.Duration
	At    time.Time
}

// IsZero reports whether there is no deadline.
func (d Deadline) IsZero() bool { return d.After == 0 && d.At.IsZero() }

// Instant returns the instant that d means in a case opened at openedAt.
func (d Deadline) Instant(openedAt time.Time) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	if d.At.IsZero() {
		return openedAt.Add(d.After)
	}
	return d.At
}

// before reports whether d comes before other in every case. It is true too
// where that depends on when the case is opened.
func (d Deadline) before(other Deadline) bool {
	if d.At.IsZero() != other.At.IsZero() {
		return true
	}
	return d.After < other.After || d.At.Before(other.At)
}

var spanForm = regexp.MustCompile(`^(?:([0-9]{1,3})d)?(?:([0-9]{1,4})h)?(?:([0-9]{1,5})m)?$`)

const deadlineForms = "write a time after the opening such as 6d, 36h or 6d12h, or an instant such as 2026-12-24T18:00:00+01:00"

// parseDeadline reads "6d12h" or an RFC 3339 instant.
func parseDeadline(s string) (Deadline, *claim.Error) {
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return Deadline{At: at}, nil
	}
	match := spanForm.FindStringSubmatch(s)
	if match == nil || s == "" {
		return Deadline{}, claim.Errorf(claim.CodeInvalid, "%s is not a deadline: %s", clip(s), deadlineForms)
	}
	span := units(match[1], 24*time.Hour) + units(match[2], time.Hour) + units(match[3], time.Minute)
	if span == 0 {
		return Deadline{}, claim.Errorf(claim.CodeInvalid, "a deadline of %s leaves no time to answer: %s", clip(s), deadlineForms)
	}
	if span > letters.MaxWindow {
		return Deadline{}, claim.Errorf(claim.CodeInvalid, "%s is more than a year ahead: choose an earlier deadline", clip(s))
	}
	return Deadline{After: span}, nil
}

// units is digits times unit; digits may be empty, and are too few to overflow.
func units(digits string, unit time.Duration) time.Duration {
	n, _ := strconv.Atoi(digits)
	return time.Duration(n) * unit
}
