package claim

import (
	"time"
)

// MaxReminders is how many reminders a plan has at most.
const MaxReminders = 6

// Plan says when the silent are reminded, as fractions of the window from the
// sending of the request to its answer-by instant.
type Plan struct {
	Reminders   []float64 `json:"reminders,omitempty"`   // ascending, each over 0 and under 1; at most MaxReminders
	FinalNotice float64   `json:"finalNotice,omitempty"` // over the last reminder and under 1; 0 for none
}

// DefaultPlan reminds at half and at three quarters of the window, and gives a
// final notice when a tenth is left.
var DefaultPlan = Plan{Reminders: []float64{0.5, 0.75}, FinalNotice: 0.9}

// Validate refuses a plan whose steps are out of order or out of range, with [CodeInvalid].
func (p Plan) Validate() error {
	if len(p.Reminders) > MaxReminders {
		return Errorf(CodeInvalid, "a plan has at most %d reminders, not %d", MaxReminders, len(p.Reminders))
	}
	last := 0.0
	for _, f := range p.Reminders {
		if !(f > last && f < 1) {
			return Errorf(CodeInvalid, "reminders stand in ascending order between 0 %% and 100 %% of the window; %g %% does not fit", f*100)
		}
		last = f
	}
	if p.FinalNotice != 0 && !(p.FinalNotice > last && p.FinalNotice < 1) {
		return Errorf(CodeInvalid, "the final notice stands after the last reminder and before the answer-by instant; %g %% does not fit", p.FinalNotice*100)
	}
	return nil
}

// Step is one letter that a plan foresees.
type Step struct {
	At      time.Time `json:"at"`               // when it is due, within the party's office hours
	Final   bool      `json:"final,omitempty"`  // the final notice
	Share   float64   `json:"share,omitzero"`   // of the window, after which the plan foresees it; 0 if it does not say a share
	Says    string    `json:"says,omitempty"`   // when the plan foresees it, in words, where that is no share
	Planned time.Time `json:"planned,omitzero"` // when the plan foresees it, if At is another instant
	Moved   Reason    `json:"moved,omitempty"`  // why At is another instant
	Held    Reason    `json:"held,omitempty"`   // why it did not go out when it fell due
}

// MovedTo is the step at another instant, with the reason.
func (s Step) MovedTo(to time.Time, why Reason) Step {
	if s.Planned.IsZero() && !to.Equal(s.At) {
		s.Planned = s.At
	}
	s.At, s.Moved, s.Held = to, why, ""
	return s
}

// Gap keeps two letters to one party apart: an hour, and less where the window
// is short.
func Gap(window time.Duration) time.Duration { return min(time.Hour, window/20) }

// Steps lays the plan over a window. open moves an instant to the next one
// within the party's office hours. Steps that office hours push too close to the
// one before, or to the end of the window, are left out; of the final notice, the
// reminder before it takes the place.
func (p Plan) Steps(sendAt, answerBy time.Time, open func(time.Time) time.Time) []Step {
	return p.lay(sendAt, answerBy, func(t time.Time) (time.Time, Reason) { return open(t), "" })
}

// Lay is [Plan.Steps] for a party's calendar. Every step falls due later by
// spread, so that the letters of many requests do not go out at one instant.
func (p Plan) Lay(sendAt, answerBy time.Time, spread time.Duration, c Calendar) []Step {
	return p.lay(sendAt, answerBy, func(t time.Time) (time.Time, Reason) {
		t = t.Add(spread)
		return c.Next(t), c.Closed(t)
	})
}

func (p Plan) lay(sendAt, answerBy time.Time, open func(time.Time) (time.Time, Reason)) []Step {
	window := answerBy.Sub(sendAt)
	if window <= 0 {
		return nil
	}
	fractions := append(append([]float64{}, p.Reminders...), p.FinalNotice)
	last := sendAt
	var steps []Step
	for i, f := range fractions {
		if f == 0 {
			continue
		}
		planned := sendAt.Add(time.Duration(f * float64(window)))
		opening, closed := open(planned)
		at, final := Instant(opening), i == len(p.Reminders)
		if at.Sub(last) < Gap(window) || answerBy.Sub(at) < Gap(window) {
			if final && len(steps) > 0 { // the last letter that fits is the final notice
				steps[len(steps)-1].Final = true
			}
			continue
		}
		step := Step{At: at, Final: final}
		if closed != "" {
			step.Planned, step.Moved = Instant(planned), closed
		}
		step.Share = f
		steps = append(steps, step)
		last = at
	}
	return steps
}

// CheckSteps holds the cap: the steps are those of one plan.
func CheckSteps(steps []Step, answerBy time.Time) error {
	var last time.Time
	for i, s := range steps {
		if s.Final && i < len(steps)-1 || !s.Final && i >= MaxReminders || !s.At.After(last) || !s.At.Before(answerBy) {
			return Errorf(CodeInvalid, "at most %d reminders and then a final notice, in order, come before the answer-by instant", MaxReminders).
				WithField("steps", "lay them out by a plan")
		}
		last = s.At
	}
	return nil
}
