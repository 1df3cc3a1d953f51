package casework

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
)

// Through puts a way into words, behind whose statement it is: to The Register, quoted
// by Reuters. It is empty for what was said to the desk.
func Through(way []string) string {
	if len(way) == 0 {
		return ""
	}
	return strings.Join(append([]string{"to " + way[0]}, way[1:]...), ", quoted by ")
}

// TooFar refuses a way that is longer than a claim takes, before it is looked at.
func TooFar(way []string) error {
	if len(way) <= sources.MaxWay {
		return nil
	}
	return claim.Errorf(claim.CodeTooLarge, "a statement can have come through at most %d parties, and these are %d", sources.MaxWay, len(way)).
		WithField("way", "name the first ones, and the one that it was found at")
}
