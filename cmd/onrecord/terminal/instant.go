package terminal

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// span is a time span such as 3d, 36h or 6d12h.
var span = regexp.MustCompile(`^(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$`)

// InstantForms says in a hint how an instant is written.
const InstantForms = "write an instant (2026-12-01T18:00:00+02:00), a time and its zone (2026-12-01 18:00 Europe/Riga) or a time span (3d, 36h, 6d12h)"

// Instant reads an instant. A time span counts from now: ahead, or back for
// something that has happened.
func Instant(flag, text string, now time.Time, back bool) (time.Time, error) {
	text = strings.TrimSpace(text)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	if d, ok := timeSpan(text); ok {
		if back {
			d = -d
		}
		return now.Add(d), nil
	}
	if at, ok := zonedTime(text); ok {
		return at, nil
	}
	return time.Time{}, claim.Errorf(claim.CodeInvalid, "%s: %q is not a time", flag, text).WithHint("%s", InstantForms)
}

func timeSpan(text string) (time.Duration, bool) {
	m := span.FindStringSubmatch(text)
	if m == nil || text == "" {
		return 0, false
	}
	// The expression lets through digits only, too few to overflow.
	days, _ := strconv.Atoi("0" + m[1])
	hours, _ := strconv.Atoi("0" + m[2])
	minutes, _ := strconv.Atoi("0" + m[3])
	return time.Duration(days)*24*time.Hour + time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute, true
}

// zonedTime reads "2026-12-01 18:00 Europe/Riga".
func zonedTime(text string) (time.Time, bool) {
	wall, zone, ok := InZone(text, "2006-01-02 15:04")
	if !ok {
		return time.Time{}, false
	}
	return time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), 0, 0, zone), true
}

// InZone takes what a clock shows, in a layout, and the zone behind it apart.
func InZone(text, layout string) (wall time.Time, zone *time.Location, ok bool) {
	at := strings.LastIndex(text, " ")
	if at < 0 {
		return wall, nil, false
	}
	name := text[at+1:]
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return wall, nil, false
	}
	wall, err = time.Parse(layout, text[:at])
	return wall, zone, err == nil
}

// OptionalInstant is nil for an empty text.
func OptionalInstant(flag, text string, now time.Time, back bool) (*time.Time, error) {
	if text == "" {
		return nil, nil
	}
	t, err := Instant(flag, text, now, back)
	return &t, err
}

// When is an instant for people, in the zone of now, which it names: 17 Mar 2017 18:00 UTC (in 3 h).
func When(t, now time.Time) string {
	return fmt.Sprintf("%s (%s)", Moment(t, now.Location()), away(t.Sub(now)))
}

// Moment is an instant for people, in a zone, which it names; see [When] for one that counts from now.
func Moment(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format("2 Jan 2006 15:04 ") + claim.ZoneName(t)
}

// Zone is that of the desk, once it has answered.
func (p *Program) Zone() *time.Location { return p.Now().Location() }

// WhenSet is a dash for no instant.
func WhenSet(t *time.Time, now time.Time) string {
	if t == nil || t.IsZero() {
		return "-"
	}
	return When(*t, now)
}

// away says how far ahead or back something is.
func away(d time.Duration) string {
	text := roughly(d.Abs())
	switch {
	case text == "":
		return "now"
	case d < 0:
		return text + " ago"
	}
	return "in " + text
}

func roughly(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "min"}} {
		if n := int64((d + unit.length/10) / unit.length); n >= 2 || n == 1 && unit.length < 24*time.Hour {
			return fmt.Sprintf("%d %s", n, unit.name)
		}
	}
	return ""
}
