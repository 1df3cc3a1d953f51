package parties

import (
	"fmt"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// officeHours reads office hours as people write them.
func officeHours(hours string, days, holidays []string) (claim.OfficeHours, error) {
	out := claim.OfficeHours{Holidays: holidays}
	if hours != "" {
		from, to, ok := strings.Cut(hours, "-")
		var errFrom, errTo error
		out.From, errFrom = minutes(from)
		out.To, errTo = minutes(to)
		if !ok || errFrom != nil || errTo != nil {
			return out, claim.Errorf(claim.CodeInvalid, "--hours: %q are not office hours", hours).WithHint("write them as 09:00-18:00")
		}
	}
	for _, day := range days {
		weekday, ok := weekdays[strings.ToLower(day)]
		if !ok {
			return out, claim.Errorf(claim.CodeInvalid, "--days: %q is not a day", day).WithHint("write mon, tue, wed, thu, fri, sat or sun")
		}
		out.Days = append(out.Days, weekday)
	}
	return out, out.Validate()
}

var weekdays = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
}

// minutes reads a time of day; 24:00 is the end of the day.
func minutes(text string) (int, error) {
	if text == "24:00" {
		return 24 * 60, nil
	}
	t, err := time.Parse("15:04", text)
	return t.Hour()*60 + t.Minute(), err
}

// hoursText is office hours in words.
func hoursText(h claim.OfficeHours) string {
	text := "round the clock"
	if h.From != 0 || h.To != 0 {
		to := h.To
		if to == 0 {
			to = 24 * 60
		}
		text = fmt.Sprintf("%02d:%02d-%02d:%02d", h.From/60, h.From%60, to/60, to%60)
	}
	for i, day := range h.Days {
		if i == 0 {
			text += ","
		}
		text += " " + strings.ToLower(day.String()[:3])
	}
	if n := len(h.Holidays); n > 0 {
		text += fmt.Sprintf(", closed on %d dates", n)
	}
	return text
}
