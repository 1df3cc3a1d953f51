// Package calendar says what a deadline means to whoever has to keep it: whether somebody is there
// then, whether the office opens before, whether a reminder has room, and when would be better.
package calendar

import (
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Warning is something that whoever sets a deadline should know.
type Warning struct {
	Says   string    // a sentence without full stop
	Better time.Time // the next instant that has not this fault; zero if there is none within weeks
}

// Deadline is an instant by which a party is to answer.
type Deadline struct {
	At       time.Time
	From     time.Time                     // when the party is asked
	Party    claim.Calendar                // holidays of the desk do not matter: the party answers
	Reminded func(answerBy time.Time) bool // whether a reminder would come before; nil where none is wanted
}

// days is how far ahead a better instant is looked for.
const days = 30

// Warnings are what is wrong with the deadline; none of it forbids it.
func (d Deadline) Warnings() (warnings []Warning) {
	d.Party.Desk = claim.OfficeHours{}
	switch {
	case !d.works():
		warnings = append(warnings, Warning{"their office does not open between the request and the answer-by instant", d.better()})
	case !d.attended(d.At):
		warnings = append(warnings, Warning{"nobody may be there to answer then: " + d.closed().Moved(), d.better()})
	}
	if d.Reminded != nil && !d.Reminded(d.At) {
		warnings = append(warnings, Warning{"it leaves no room for a reminder", d.better()})
	}
	return warnings
}

// works reports whether the office opens before the deadline.
func (d Deadline) works() bool {
	opens := d.Party.Next(d.From)
	return opens.Before(d.At) && d.Party.Open(opens)
}

// attended reports whether somebody is there at an instant, or was until then.
func (d Deadline) attended(at time.Time) bool {
	return d.Party.Open(at) || d.Party.Open(at.Add(-time.Minute))
}

func (d Deadline) closed() claim.Reason { return d.Party.Closed(d.At) }

// better is the first instant that has no fault: at the same hour of a day to come, or at the end of the office hours of
// one that ends before. It is zero if there is none.
func (d Deadline) better() time.Time {
	local := d.At.In(d.Party.Zone)
	minute := local.Hour()*60 + local.Minute()
	ends := d.Party.Party.To
	if ends == 0 {
		ends = 24 * 60
	}
	for day := range days + 1 {
		noon := time.Date(local.Year(), local.Month(), local.Day()+day, 12, 0, 0, 0, d.Party.Zone)
		same, end := At(noon, minute), At(noon, ends)
		for _, at := range []time.Time{same, end} {
			if at.After(d.At) && d.without(at) {
				return at.UTC()
			}
		}
	}
	return time.Time{}
}

// without reports whether a deadline at that instant would have no fault.
func (d Deadline) without(at time.Time) bool {
	moved := d
	moved.At = at
	return moved.works() && moved.attended(at) && (d.Reminded == nil || d.Reminded(at))
}

// At is when the clock shows a minute of the day that an instant falls on, in the zone of that
// instant; 24*60 is the end of the day. A minute that the clock skips is when it is put ahead:
// [time.Date] can give one of the day before for it.
func At(day time.Time, minute int) time.Time {
	at := time.Date(day.Year(), day.Month(), day.Day(), 0, minute, 0, 0, day.Location())
	wanted := time.Date(day.Year(), day.Month(), day.Day(), 0, minute, 0, 0, time.UTC)
	shown := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), 0, 0, time.UTC)
	from, to := at.ZoneBounds()
	switch {
	case shown.Before(wanted):
		return to
	case shown.After(wanted):
		return from
	}
	return at
}
