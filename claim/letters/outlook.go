package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// ReminderHeldBack: a reminder fell due and did not go out, because somebody has to do something
// first. It goes out once that is done, unless the clock skips it then.
type ReminderHeldBack struct {
	Request uuid.UUID    `json:"request"`
	At      time.Time    `json:"at"` // when it fell due
	Final   bool         `json:"final,omitempty"`
	Why     claim.Reason `json:"why"`
}

// FactKind implements [claim.Fact].
func (ReminderHeldBack) FactKind() string { return "request.reminder_held_back" }

func init() { claim.RegisterFact[ReminderHeldBack]() }

// stays says what keeps a reminder, or the final notice, of a request that is out from going out until
// somebody does something; it is empty if nothing does.
func (c *Correspondence) stays(r Request, final bool) claim.Reason {
	switch {
	case c.waits():
		return claim.StoppedMessageWaits
	case c.Barred != nil:
		return claim.StoppedBarred
	case r.Lifecycle == Clarification:
		return claim.HeldAskedBack
	case r.allHeld():
		return claim.StoppedOnHold
	case r.Paused():
		return claim.StoppedPaused
	case r.Again != nil:
		return claim.HeldPutAgain
	case c.mute():
		return claim.StoppedBadContact
	case c.returned(r):
		return claim.HeldCameBack
	case !r.may(claim.Step{Final: final}):
		return claim.HeldCap
	}
	return ""
}

// stepDue reports whether the clock has to look at a step of a request: it goes out, or that it does
// not is to be recorded, once.
func (c *Correspondence) stepDue(r Request, s claim.Step) bool {
	if !r.live() {
		return false
	}
	if why := c.stays(r, s.Final); why != "" {
		return s.Held == ""
	}
	return !c.reminding()
}

// heldBack records the reminders that fell due and that wait for somebody.
func (c *Correspondence) heldBack(now time.Time) (facts []claim.Fact) {
	for _, r := range c.Requests {
		for _, s := range r.Steps {
			if why := c.stays(r, s.Final); r.live() && why != "" && s.Held == "" && !s.At.After(now) {
				facts = append(facts, ReminderHeldBack{r.ID, s.At, s.Final, why})
			}
		}
	}
	return facts
}

// holdBack marks the step that was held back. It may be gone: something else has moved it at that instant. One that is
// too late to go out is gone.
func (r *Request) holdBack(f ReminderHeldBack, at time.Time) {
	if f.Why == claim.HeldTooLate {
		r.Steps = slices.DeleteFunc(slices.Clone(r.Steps), func(s claim.Step) bool { return s.At.Equal(f.At) && s.Final == f.Final })
		r.missed(at)
		return
	}
	r.Steps = slices.Clone(r.Steps)
	for i, s := range r.Steps {
		if s.At.Equal(f.At) && s.Final == f.Final {
			r.Steps[i].Held = f.Why
		}
	}
}

// Outlook is what the clock sends about the requests to a party if nothing else happens: it is
// decided by the same rules, ahead of time.
type Outlook struct {
	steps map[uuid.UUID][]claim.Step
	none  map[uuid.UUID]claim.Reason
}

// About are the reminders to come of a request, each at the instant at which it goes out.
func (o Outlook) About(request uuid.UUID) []claim.Step { return o.steps[request] }

// None says why no reminder of a request is to come; it is empty if one is, or if nothing is asked any more.
func (o Outlook) None(request uuid.UUID) claim.Reason { return o.none[request] }

// maxLooks bounds how far the outlook goes: beyond what a plan can have, even where a calendar never opens.
const maxLooks = 2000

// Outlook plays the clock ahead from now on, with letters that arrive at once.
func (c *Correspondence) Outlook(now time.Time, around claim.Around) Outlook {
	o := Outlook{map[uuid.UUID][]claim.Step{}, map[uuid.UUID]claim.Reason{}}
	play := c.copied()
	claim.Apply(play, claim.Command{Actor: claim.System, Body: claim.Tick{}}, now, c.pausesNow(now, around))
	c = play.copied()
	o.handOver(play, now, around)
	for at, looks := now, 0; looks < maxLooks; looks++ {
		due := play.NextDue()
		if due.IsZero() || around.Waits(c.ID) {
			break
		}
		if due.After(at) {
			at = due
		}
		facts := play.tick(claim.Instant(at), around)
		if len(facts) == 0 {
			break
		}
		steps := play.named(facts, at)
		claim.Apply(play, claim.Command{Actor: claim.System, Body: claim.Tick{}}, at, facts)
		for _, s := range o.handOver(play, at, around) {
			o.take(steps[s])
		}
	}
	for _, r := range c.Requests {
		o.explain(c, r, around)
	}
	return o
}

// copied is the correspondence to be played with.
func (c *Correspondence) copied() *Correspondence {
	play := *c
	play.Requests, play.Messages, play.Responses = slices.Clone(c.Requests), slices.Clone(c.Messages), slices.Clone(c.Responses)
	play.FollowUps, play.Tellings = slices.Clone(c.FollowUps), slices.Clone(c.Tellings)
	return &play
}

// about is a step of a request.
type about struct {
	request uuid.UUID
	step    claim.Step
}

// named are the steps that the reminders among the facts are, by letter.
func (c *Correspondence) named(facts []claim.Fact, at time.Time) map[uuid.UUID][]about {
	steps := map[uuid.UUID][]about{}
	for _, f := range facts {
		letter, ok := f.(MessageDispatched)
		if !ok || !letter.Kind.Automatic() {
			continue
		}
		for _, id := range letter.Requests {
			steps[letter.Message] = append(steps[letter.Message], about{id, c.Request(id).by(letter, at)})
		}
	}
	return steps
}

// by is the step that a letter takes: the latest that is due, or the first that it takes along.
func (r Request) by(letter MessageDispatched, at time.Time) claim.Step {
	final := letter.Kind == claim.FinalNoticeLetter
	step := claim.Step{At: claim.Instant(at), Final: final}
	for _, s := range r.Steps {
		switch {
		case s.At.After(letter.Through) || s.Final != final:
		case !s.At.After(at):
			at := step.At
			if step = s; s.At.Before(at) && s.Held != "" { // it has waited
				step = s.MovedTo(at, s.Held)
			}
			step.At = at
		case step.Share == 0 && step.Says == "":
			step = s.MovedTo(claim.Instant(at), claim.MovedMerged)
		}
	}
	return step
}

func (o Outlook) take(steps []about) {
	for _, s := range steps {
		o.steps[s.request] = append(o.steps[s.request], s.step)
	}
}

// handOver has every letter on its way arrive, and returns which did.
func (o Outlook) handOver(play *Correspondence, at time.Time, around claim.Around) (arrived []uuid.UUID) {
	for _, m := range play.ToDeliver() {
		party := play.addressee(around)
		to := party.LetterContact()
		switch {
		case m.To != uuid.Nil:
			to = m.To
		case slices.Contains(party.LetterPoints(), play.Contact):
			to = play.Contact
		}
		b := RecordDelivery{Message: m.ID, Delivery: DeliveryAccepted, Attempts: m.Attempts + 1, Contact: to, At: claim.Instant(at)}
		if b.Reason = play.Stopped(m, to, at); to == uuid.Nil {
			b.Reason = claim.StoppedNoContact
		}
		if b.Reason == "" {
			arrived = append(arrived, m.ID)
		} else {
			b.Delivery = DeliveryStopped
			for _, id := range m.Requests {
				o.none[id] = b.Reason
			}
		}
		facts := play.recordDelivery(b, claim.Instant(at), around)
		claim.Apply(play, claim.Command{Actor: claim.System, Body: b}, at, facts)
	}
	return arrived
}

// explain says of a request about which nothing is to come why that is so.
func (o Outlook) explain(c *Correspondence, r Request, around claim.Around) {
	stopped := o.none[r.ID]
	delete(o.none, r.ID)
	if len(o.steps[r.ID]) > 0 || r.Over() {
		return
	}
	final := !slices.ContainsFunc(r.Steps, func(s claim.Step) bool { return !s.Final })
	switch why := c.stays(r, final); {
	case r.ByHand():
		stopped = claim.HeldByHand
	case why != "":
		stopped = why
	case around.Waits(c.ID):
		stopped = claim.StoppedMessageWaits
	case stopped == "":
		stopped = claim.HeldNoneLeft
	}
	o.none[r.ID] = stopped
}
