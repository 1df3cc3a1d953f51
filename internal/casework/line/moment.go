package line

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// day is the day of an instant, with its year if that is not the year of the line.
func (l *Line) day(t time.Time) string {
	t = in(t, l.Zone)
	if t.Year() == in(l.AsOf, l.Zone).Year() {
		return t.Format("2 January")
	}
	return t.Format("2 January 2006")
}

func (l *Line) hour(t time.Time) string {
	t = in(t, l.Zone)
	return t.Format("15:04 ") + claim.ZoneName(t) + " on " + l.day(t)
}

func in(t time.Time, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone)
}

// Enumerate joins names as English does, in their order.
func Enumerate(names []string) string {
	slices.SortFunc(names, cmp.Compare[string])
	return list(names)
}

func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// A list of more than foldAbove names is folded to the first folded.
const (
	foldAbove = 6
	folded    = 4
)

// fold is Enumerate, with the rest of a long list counted.
func fold(names []string) string {
	if len(names) <= foldAbove {
		return Enumerate(names)
	}
	slices.SortFunc(names, cmp.Compare[string])
	return list(append(slices.Clone(names[:folded]), fmt.Sprintf("%d others", len(names)-folded)))
}
