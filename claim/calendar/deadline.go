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
	ends := d.Party.Party.To
	if ends == 0 {
		ends = 24 * 60
	}
	for day := range days + 1 {
		same := time.Date(local.Year(), local.Month(), local.Day()+day, local.Hour(), local.Minute(), 0, 0, d.Party.Zone)
		end := time.Date(local.Year(), local.Month(), local.Day()+day, ends/60, ends%60, 0, 0, d.Party.Zone)
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
