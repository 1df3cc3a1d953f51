package letters

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/plan"
)

// A reminder that nobody could send when it fell due, because nothing ran or no mail went out, goes out late only as long as
// the plan of its request says that it makes sense. What is later than that is recorded, and whoever asked decides.

// sendableUntil is until when a reminder that fell due at an instant may still go out; the zero time for ever, where no office opens.
func (r Request) sendableUntil(due time.Time, calendar claim.Calendar) time.Time {
	late := plan.UsualLate
	if d := r.planned(); d != nil && !d.Late.IsZero() {
		late = d.Late
	}
	if until := late.From(due, calendar); until.After(due) {
		return until
	}
	return time.Time{}
}

// tooLate are the reminders that fell due and that nothing held back, and that are too late by now to go out. One that a
// later one takes along is not: the party is reminded all the same.
func (c *Correspondence) tooLate(now time.Time, around claim.Around) (facts []claim.Fact) {
	if c.waits() || around.Waits(c.ID) || c.mute() || c.reminding() {
		return nil
	}
	calendar := c.calendar(around)
	for _, r := range c.Requests {
		facts = append(facts, c.tooLateOf(r, now, calendar)...)
	}
	return c.notTaken(facts, now, around)
}

// notTaken leaves out the reminders that the letter of this tick takes along, which is due for another request.
func (c *Correspondence) notTaken(late []claim.Fact, now time.Time, around claim.Around) []claim.Fact {
	if len(late) == 0 {
		return nil
	}
	after := c.copied()
	claim.Apply(after, claim.Command{Actor: claim.System, Body: claim.Tick{}}, now, late)
	letter, due := after.reminder(now, 0)
	if why, _ := after.HeldBack(now, around, false); !due || why != "" {
		return late
	}
	return slices.DeleteFunc(late, func(f claim.Fact) bool {
		held, is := f.(ReminderHeldBack)
		return is && !held.Final && slices.Contains(letter.Requests, held.Request)
	})
}

func (c *Correspondence) tooLateOf(r Request, now time.Time, calendar claim.Calendar) (facts []claim.Fact) {
	if !r.ticking() || !r.carried() {
		return nil
	}
	for _, s := range r.Steps {
		if s.At.After(now) || s.Held != "" || c.stays(r, s.Final) != "" {
			continue
		}
		if until := r.sendableUntil(s.At, calendar); until.IsZero() || !until.Before(now) {
			return nil
		}
		facts = append(facts, ReminderHeldBack{r.ID, s.At, s.Final, claim.HeldTooLate})
	}
	return facts
}

// TooLate reports whether a reminder that is on its way is too late by now to be handed over. Where a message waits, it is
// put off instead: it may answer. One that the party may have by now, as the outcome was lost, is not called off for that.
func (c *Correspondence) TooLate(m Message, now time.Time, around claim.Around) bool {
	if !m.Kind.Automatic() || m.Uncertain || c.messageWaits(around) {
		return false
	}
	calendar := c.calendar(around)
	for _, id := range m.Requests {
		if until := c.Request(id).sendableUntil(m.At, calendar); until.IsZero() || !until.Before(now) {
			return false
		}
	}
	return true
}

// missed takes that a reminder of the request did not go out in time.
func (r *Request) missed(at time.Time) { r.MissedAt = at }

// chaseTurn is that a reminder of a request did not go out in time, nothing has gone to the party or come from it since,
// and the request is not about to go to another contact point.
func (c *Correspondence) chaseTurn(r Request) (t claim.Turn, waits bool) {
	if r.MissedAt.IsZero() || !r.ticking() || r.Again != nil || c.waits() || c.pursuedSince(r, r.MissedAt) {
		return t, false
	}
	return claim.Turn{
		Kind: claim.TurnChase, Subject: r.ID, Party: c.Party, Person: r.By, Since: r.MissedAt, Due: r.AnswerBy, Why: string(claim.HeldTooLate),
	}, true
}
