package deadline

import (
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// day takes a day from the front: its noon in a zone. Noon is on that day everywhere, and so many
// days from it as well; midnight is not where the clock is put ahead then.
func (r *reader) day(zone *time.Location) (day time.Time, ok bool, err error) {
	today := noon(r.Now.In(zone))
	switch {
	case r.take("today"), r.take("tonight"):
		return today, true, nil
	case r.take("tomorrow"):
		return today.AddDate(0, 0, 1), true, nil
	case r.take("the", "day", "after", "tomorrow"), r.take("day", "after", "tomorrow"):
		return today.AddDate(0, 0, 2), true, nil
	}
	if day, ok, err = r.weekday(today); ok || err != nil {
		return day, ok, err
	}
	day, ok = r.date(today, zone)
	return day, ok, nil
}

// weekday takes a day of the week: the next one, never today. This one, of today, and the next one,
// of a day that this week still has, are one day to some and another to others: refused.
func (r *reader) weekday(today time.Time) (day time.Time, ok bool, err error) {
	at, which := 0, ""
	if len(r.words) > 1 && (r.words[0] == "next" || r.words[0] == "this") {
		at, which = 1, r.words[0]
	}
	if len(r.words) == 0 {
		return day, false, nil
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if !abbreviates(r.words[at], d.String()) {
			continue
		}
		ahead := (int(d-today.Weekday())+6)%7 + 1
		day = today.AddDate(0, 0, ahead)
		switch {
		case which == "this" && ahead == 7:
			return day, false, ambiguous(which, d, today, day)
		case which == "next" && sameWeek(today, ahead):
			return day, false, ambiguous(which, d, day, day.AddDate(0, 0, 7))
		}
		r.words = r.words[at+1:]
		return day, true, nil
	}
	return day, false, nil
}

// sameWeek reports whether a week has both a day and the one so many days on, whether it begins on
// Sunday or on Monday.
func sameWeek(day time.Time, ahead int) bool {
	fromSunday, fromMonday := int(day.Weekday()), int(day.Weekday()+6)%7
	return fromSunday+ahead < 7 || fromMonday+ahead < 7
}

func ambiguous(which string, d time.Weekday, one, other time.Time) error {
	const layout = "2 January 2006"
	return claim.Errorf(claim.CodeInvalid, "%s %s can be %s or %s", which, d, one.Format(layout), other.Format(layout)).
		WithHint("write the date of the one that is meant: %s or %s", one.Format(layout), other.Format(layout))
}

// abbreviates reports whether a word is a name, or its beginning of three letters and more.
func abbreviates(word, name string) bool {
	word = strings.TrimSuffix(word, ".")
	return len(word) >= 3 && strings.HasPrefix(strings.ToLower(name), word)
}

// date takes a date: 2026-12-01, 1 December, December 1 2026. Without a year it is the next one.
func (r *reader) date(today time.Time, zone *time.Location) (day time.Time, ok bool) {
	if len(r.words) == 0 {
		return day, false
	}
	if y, m, d, fits := isoDate(r.words[0]); fits {
		r.splitTime()
		return date(y, m, d, zone)
	}
	if len(r.words) < 2 {
		return day, false
	}
	month, first := monthOf(r.words[0])
	number := r.words[1]
	if !first {
		var second bool
		if month, second = monthOf(r.words[1]); !second {
			return day, false
		}
		number = r.words[0]
	}
	n, err := strconv.Atoi(strings.TrimRight(number, ".stndrh"))
	if err != nil {
		return day, false
	}
	kept := r.words
	r.words = r.words[2:]
	if year, given := r.year(); given {
		day, ok = date(year, month, n, zone)
	} else if day, ok = date(today.Year(), month, n, zone); ok && day.Before(today) {
		day, ok = date(today.Year()+1, month, n, zone)
	}
	if !ok {
		r.words = kept
	}
	return day, ok
}

// isoDate reads 2026-12-01, and that of 2026-12-01T18:00.
func isoDate(word string) (year int, month time.Month, day int, ok bool) {
	text, _, _ := strings.Cut(word, "t")
	t, err := time.Parse(time.DateOnly, text)
	return t.Year(), t.Month(), t.Day(), err == nil
}

// splitTime leaves the time of 2026-12-01T18:00 as a word of its own.
func (r *reader) splitTime() {
	_, clock, timed := strings.Cut(r.words[0], "t")
	r.words = r.words[1:]
	if timed {
		r.words = append([]string{clock}, r.words...)
	}
}

func (r *reader) year() (year int, ok bool) {
	if len(r.words) == 0 || len(r.words[0]) != 4 {
		return 0, false
	}
	year, err := strconv.Atoi(r.words[0])
	if err != nil || year < 1 {
		return 0, false
	}
	r.words = r.words[1:]
	return year, true
}

func monthOf(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if abbreviates(word, m.String()) {
			return m, true
		}
	}
	return 0, false
}

// date is the noon of a day of the calendar; 31 June is none.
func date(year int, month time.Month, day int, zone *time.Location) (time.Time, bool) {
	t := time.Date(year, month, day, 12, 0, 0, 0, zone)
	return t, t.Day() == day && t.Month() == month
}

func noon(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, t.Location())
}

// clock takes a time of day from the front: in minutes, as 18:00, 6 pm and noon are, or, as close of
// business is, the end of the day of whoever is meant.
func (r *reader) clock() (minute int, closing, ok bool) {
	kept := r.words
	r.skip("at", "by")
	switch {
	case r.take("noon"):
		return 12 * 60, false, true
	case r.take("end", "of", "day"), r.take("close", "of", "business"), r.take("eod"), r.take("cob"):
		return 0, true, true
	}
	if len(r.words) > 0 {
		if minute, ok = r.hour(); ok {
			return minute, false, true
		}
	}
	r.words = kept
	return 0, false, false
}

func (r *reader) hour() (minute int, ok bool) {
	word, half := r.words[0], ""
	for _, end := range []string{"am", "pm"} {
		if bare, glued := strings.CutSuffix(word, end); glued {
			word, half = bare, end
		}
	}
	hours, minutes, colon := strings.Cut(word, ":")
	rest := r.words[1:]
	if half == "" && len(rest) > 0 && (rest[0] == "am" || rest[0] == "pm") {
		half, rest = rest[0], rest[1:]
	}
	if !colon && half == "" || len(hours) > 2 || colon && len(minutes) != 2 {
		return 0, false
	}
	h, m := count(hours), 0
	if colon {
		m = count(minutes)
	}
	if half != "" {
		if h < 1 || h > 12 {
			return 0, false
		}
		if h %= 12; half == "pm" {
			h += 12
		}
	}
	if h < 0 || h > 23 || m < 0 || m > 59 {
		return 0, false
	}
	r.words = rest
	return h*60 + m, true
}

// count is a number of digits alone; -1 for anything else.
func count(text string) int {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return -1
	}
	return int(n)
}
