package plan

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// laying is a plan that is being laid over one request.
type laying struct {
	*Document
	Frame
	gap time.Duration
}

// planned is a step with the instant that the plan foresees for it.
type planned struct {
	at      time.Time
	step    claim.Step
	overdue bool // it follows the answer-by instant
	early   bool // it comes at least so long before something, so that it is spread to before that
}

// GapOf keeps two letters of a window apart.
func (d *Document) GapOf(window time.Duration) time.Duration {
	if d.Gap > 0 {
		return d.Gap
	}
	return claim.Gap(window)
}

// Lay lays the plan over a request. A step that the party's hours push too close to the
// one before, or to the answer-by instant that it has to come before, is left out. Where that is the
// final notice, the reminder before it is the final notice.
func (d *Document) Lay(f Frame) Laid {
	l := laying{d, f, d.GapOf(f.AnswerBy.Sub(f.SendAt))}
	out := Laid{Until: f.AnswerBy}
	if !f.AnswerBy.After(f.SendAt) {
		return out
	}
	last, reminders := f.SendAt, 0
	for _, p := range l.foreseen() {
		if !p.step.Final && reminders >= d.Cap {
			continue
		}
		at, step := l.open(p)
		if at.Sub(last) < l.gap || !p.overdue && f.AnswerBy.Sub(at) < l.gap {
			if n := len(out.Steps); p.step.Final && n > 0 && out.Steps[n-1].At.Before(f.AnswerBy) { // the last letter that fits is the final notice
				out.Steps[n-1].Final, last = true, f.AnswerBy
			}
			continue
		}
		if !p.step.Final {
			reminders++
		}
		out.Steps, last = append(out.Steps, step), at
		if p.step.Final { // no reminder before the answer-by instant follows the final notice
			last = f.AnswerBy
		}
	}
	if d.Chases() {
		if n := len(out.Steps); n > 0 && out.Steps[n-1].At.After(f.AnswerBy) {
			out.Until = out.Steps[n-1].At
		}
		if !d.Grace.IsZero() {
			out.Until = claim.Instant(d.Grace.From(out.Until, f.Calendar))
		}
		if len(out.Steps) > 0 && !out.Until.After(out.Steps[len(out.Steps)-1].At) {
			out.Until = claim.Instant(out.Until.Add(l.gap))
		}
	}
	return out
}

// open is the step at the instant at which it may go out.
func (l laying) open(p planned) (time.Time, claim.Step) {
	spread := p.at.Add(l.Spread)
	if p.early {
		spread = p.at.Add(-l.Spread)
	}
	at := claim.Instant(l.Calendar.Next(spread))
	p.step.At = at
	if closed := l.Calendar.Closed(spread); closed != "" {
		p.step.Planned, p.step.Moved = claim.Instant(p.at), closed
	}
	return at, p.step
}

// foreseen are the letters in order, where the party's hours are not asked yet.
func (l laying) foreseen() []planned {
	var all []planned
	for _, s := range l.Steps {
		at, early := l.instant(s.When), s.From == FromAnswerBy
		if s.Final && !l.Publication.IsZero() {
			if lead := l.Publication.Add(-s.Lead); s.Lead > 0 && lead.Before(at) {
				at, early = lead, true
			}
		}
		all = append(all, planned{at, claim.Step{Final: s.Final, Share: s.Share, Says: s.words()}, s.From == FromOverdue, early})
	}
	if l.Chase != nil {
		all = append(all, l.chased(all)...)
	}
	slices.SortStableFunc(all, func(a, b planned) int { return a.at.Compare(b.at) })
	return all
}

// chased are the letters after the answer-by instant, each further from the one before.
func (l laying) chased(steps []planned) []planned {
	at := l.AnswerBy
	for _, p := range steps {
		if p.overdue && p.at.After(at) {
			at = p.at
		}
	}
	var all []planned
	wait := l.Chase.Every
	for range l.Chase.Times {
		at = wait.From(at, l.Calendar)
		all = append(all, planned{at, claim.Step{Says: wait.String() + " after the one before"}, true, false})
		if longer := wait.times(l.Chase.Taper); time.Duration(longer.N)*longer.Unit <= MaxTime {
			wait = longer
		}
	}
	if len(all) > 0 {
		all[0].step.Says = l.Chase.Every.String() + " after the answer-by instant"
	}
	return all
}

func (l laying) instant(w When) time.Time {
	switch w.From {
	case FromSent:
		return w.Span.From(l.SendAt, l.Calendar)
	case FromAnswerBy:
		return w.Span.Before(l.AnswerBy, l.Calendar)
	case FromOverdue:
		return w.Span.From(l.AnswerBy, l.Calendar)
	}
	return l.SendAt.Add(time.Duration(w.Share * float64(l.AnswerBy.Sub(l.SendAt))))
}
