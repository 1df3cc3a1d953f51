// Package deadline reads a time as people say it: tomorrow 18:00 theirs, three working
// days, two hours before publication. It asks no clock and knows no party: whoever calls
// says what is now, where the desk and the party are, when the party works and when the
// story runs.
package deadline

import (
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/calendar"
)

// Frame is what words about a time are read in.
type Frame struct {
	Now         time.Time
	Here        *time.Location    // of the desk: times are in it unless the words say otherwise
	There       *time.Location    // of the party; nil where it is that of the desk
	Hours       claim.OfficeHours // of the party: working days, and when its day ends
	Publication time.Time         // when the story runs; zero for not known
}

// Hint says what can be written.
const Hint = "write it as tomorrow 18:00 theirs, Friday noon, three working days, two hours before publication or 2026-12-01 18:00"

// endOfDay is when the day of a party ends whose office hours nobody knows.
const endOfDay = 18 * 60

// Parse reads words. What is not understood is refused with [claim.CodeInvalid]; whether the
// time has passed already is for whoever asked.
func Parse(text string, f Frame) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, strings.TrimSpace(text)); err == nil {
		return at, nil
	}
	if f.There == nil {
		f.There = f.Here
	}
	r := reader{Frame: f, words: strings.Fields(strings.ToLower(strings.ReplaceAll(text, ",", " ")))}
	r.skip("by", "until", "on", "at", "in", "within")
	at, ok, err := r.read()
	if err != nil {
		return time.Time{}, err
	}
	if !ok || len(r.words) > 0 {
		return time.Time{}, claim.Errorf(claim.CodeInvalid, "%q is not understood as a time", text).WithHint("%s", Hint)
	}
	return at, nil
}

// reader takes words from the front, and the place that is meant from the end.
type reader struct {
	Frame
	words []string
}

func (r *reader) read() (at time.Time, ok bool, err error) {
	if at, ok, err = r.span(); ok || err != nil {
		return at, ok, err
	}
	whose := r.place()
	zone := r.Here
	if whose == theirs {
		zone = r.There
	}
	day, named, err := r.day(zone)
	if err != nil {
		return at, false, err
	}
	minute, closing, timed := r.clock()
	if timed && !named {
		// After the time: 18:00 on Friday.
		r.skip("on")
		if day, named, err = r.day(zone); err != nil {
			return at, false, err
		}
	}
	if !named && !timed {
		return at, false, nil
	}
	if closing = closing || !timed; closing {
		minute = endOfDay
		if whose != ours { // the day is theirs, and so is its end
			zone, minute = r.There, r.closes()
		}
	}
	if named {
		day, _ = date(day.Year(), day.Month(), day.Day(), zone)
	} else {
		day = noon(r.Now.In(zone))
	}
	at = calendar.At(day, minute)
	if !named && !at.After(r.Now) {
		day = day.AddDate(0, 0, 1)
		at = calendar.At(day, minute)
	}
	if !closing {
		at, err = Local(time.Date(day.Year(), day.Month(), day.Day(), 0, minute, 0, 0, time.UTC), zone)
	}
	return at, err == nil, err
}

// skip passes over words that say nothing of themselves.
func (r *reader) skip(any ...string) {
	for len(r.words) > 0 && oneOf(r.words[0], any) {
		r.words = r.words[1:]
	}
}

// take takes a phrase, if it stands at the front.
func (r *reader) take(phrase ...string) bool {
	if len(r.words) < len(phrase) {
		return false
	}
	for i, word := range phrase {
		if r.words[i] != word {
			return false
		}
	}
	r.words = r.words[len(phrase):]
	return true
}

// whose time is meant.
type whose int

const (
	unsaid whose = iota // the desk's clock, and the end of the party's day
	theirs
	ours
)

// places are the words at the end that say whose time is meant.
var places = []struct {
	words []string
	whose whose
}{
	{[]string{"their", "time"}, theirs}, {[]string{"theirs"}, theirs}, {[]string{"there"}, theirs},
	{[]string{"our", "time"}, ours}, {[]string{"ours"}, ours}, {[]string{"here"}, ours},
}

// place takes whose time is meant from the end.
func (r *reader) place() whose {
	for _, p := range places {
		at := len(r.words) - len(p.words)
		if at < 0 || strings.Join(r.words[at:], " ") != strings.Join(p.words, " ") {
			continue
		}
		r.words = r.words[:at]
		return p.whose
	}
	return unsaid
}

// closes is when the party's day ends, in minutes.
func (r *reader) closes() int {
	if r.Hours.To > 0 {
		return r.Hours.To
	}
	return endOfDay
}

func oneOf(word string, any []string) bool {
	for _, a := range any {
		if word == a {
			return true
		}
	}
	return false
}
