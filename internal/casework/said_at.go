package casework

import "github.com/onrecord/onrecord/claim"

// SaidAt is when something was said, in words: a day stays a day.
func SaidAt(w claim.When) string {
	if w.Day {
		return w.At.Format("2 January 2006")
	}
	return Moment(w.At)
}
