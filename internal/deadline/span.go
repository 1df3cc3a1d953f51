package deadline

import (
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/calendar"
)

// numbers are those that people write out.
var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-eight": 48, "twenty-four": 24,
}

var units = map[string]time.Duration{
	"m": time.Minute, "min": time.Minute, "minute": time.Minute, "h": time.Hour, "hour": time.Hour,
	"d": 24 * time.Hour, "day": 24 * time.Hour, "week": 7 * 24 * time.Hour,
}

// most is how many of a unit are read: more is a slip of the hand.
const most = 10_000

// amount is a length of time, or of working days.
type amount struct {
	span    time.Duration
	working int
}

// span reads a length of time from now, or before publication.
func (r *reader) span() (at time.Time, ok bool, err error) {
	kept := r.words
	total, any := r.amount()
	for any && r.take("and") {
		more, also := r.amount()
		total.span, total.working, any = total.span+more.span, total.working+more.working, also
	}
	if before := r.take("before"); before || !any && r.take("publication") {
		if before && (!any || !r.take("publication")) {
			r.words = kept
			return at, false, nil
		}
		if r.Publication.IsZero() {
			return at, false, claim.Errorf(claim.CodeInvalid, "it is not known when the story is to run").
				WithHint("give the case its time of publication, or say the deadline otherwise: %s", Hint)
		}
		return r.back(r.Publication.Add(-total.span), total.working), true, nil
	}
	if !any {
		r.words = kept
		return at, false, nil
	}
	if !r.take("from", "now") {
		r.take("ahead")
	}
	at = r.Now.Add(total.span)
	if whole := at.Truncate(time.Minute); !whole.Equal(at) {
		at = whole.Add(time.Minute)
	}
	return r.ahead(at, total.working), true, nil
}

// amount reads a number with its unit: 3 days, two hours, 36h, three working days.
func (r *reader) amount() (of amount, ok bool) {
	if len(r.words) == 0 {
		return of, false
	}
	kept := r.words
	digits := len(r.words[0]) - len(strings.TrimLeft(r.words[0], "0123456789"))
	n, err := strconv.Atoi(r.words[0][:digits])
	if glued := r.words[0][digits:]; err == nil && glued != "" { // 36h
		r.words = append([]string{glued}, r.words[1:]...)
	} else {
		r.words = r.words[1:]
	}
	if err != nil {
		n, ok = numbers[kept[0]]
	}
	if err != nil && !ok || n < 0 || n > most || len(r.words) == 0 {
		r.words = kept
		return of, false
	}
	working := r.take("working") || r.take("business") || r.take("office")
	unit := ""
	if len(r.words) > 0 {
		unit = strings.TrimSuffix(r.words[0], "s")
	}
	length, known := units[unit]
	if !known || working && unit != "day" {
		r.words = kept
		return of, false
	}
	r.words = r.words[1:]
	if working {
		return amount{working: n}, true
	}
	return amount{span: time.Duration(n) * length}, true
}

// ahead is the end of the party's day, so many working days after an instant; the instant, for none.
func (r *reader) ahead(from time.Time, days int) time.Time {
	if days == 0 {
		return from
	}
	return calendar.At(r.workdays(from, days, 1), r.closes())
}

// back is the same hour so many working days before an instant.
func (r *reader) back(from time.Time, days int) time.Time {
	if days == 0 {
		return from
	}
	local := from.In(r.There)
	return calendar.At(r.workdays(from, days, -1), local.Hour()*60+local.Minute())
}

// farthest is how many days are looked through for a party that never works.
const farthest = 20 * most

// workdays is the day of the party so many working days away from an instant.
func (r *reader) workdays(from time.Time, days, step int) time.Time {
	day := noon(from.In(r.There))
	for range farthest {
		if day = day.AddDate(0, 0, step); r.works(day) {
			if days--; days == 0 {
				break
			}
		}
	}
	return day
}

// works reports whether a day is a working day: of a party whose hours nobody knows, Monday to Friday.
func (r *reader) works(day time.Time) bool {
	if len(r.Hours.Days) == 0 && (day.Weekday() == time.Saturday || day.Weekday() == time.Sunday) {
		return false
	}
	return r.Hours.Open(calendar.At(day, r.Hours.From), r.There)
}
