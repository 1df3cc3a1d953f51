package page

import (
	"errors"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/deadline"
)

// Deadline reads a field as [Visit.Instant] does, but guesses nothing, since a party is told what it
// says: a date without a time is refused, and so is a time that the clock of the zone skips or
// shows twice, unless it stood there before and was not touched.
func (v *Visit) Deadline(name string) (time.Time, error) {
	at, err := v.Instant(name)
	if err != nil || at.IsZero() {
		return at, err
	}
	if was, wrong := time.Parse(time.RFC3339Nano, v.Form(name+"_was")); wrong == nil && was.Equal(at) {
		return at, nil
	}
	text := v.Form(name)
	if _, wrong := time.Parse(time.DateOnly, text); wrong == nil {
		return time.Time{}, FieldError(name, "%s is a whole day: give a time too, such as %s 18:00", text, text)
	}
	for _, layout := range localLayouts {
		wall, wrong := time.Parse(layout, text)
		if wrong != nil {
			continue
		}
		at, err = deadline.Local(wall, at.Location())
		var known *claim.Error
		if errors.As(err, &known) {
			return time.Time{}, known.WithField(name, known.Message+": "+known.Hint)
		}
		return at, err
	}
	return at, nil
}
