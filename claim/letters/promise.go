package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// A party that says by when it will answer is believed: until then nobody reminds it. What it asks
// more time for beside an answer is still open: the answer stands if nothing follows.

// AnswersStand: what the party has said, beside asking for more time, is its answer.
type AnswersStand struct {
	Request uuid.UUID `json:"request"`
}

// FactKind implements [claim.Fact].
func (AnswersStand) FactKind() string { return "request.answers_stand" }

func init() { claim.RegisterFact[AnswersStand]() }

// checkPromise refuses a date by which nobody can answer.
func checkPromise(by, now time.Time) error {
	if !by.IsZero() && (!by.After(now) || by.Sub(now) > MaxWindow) {
		return claim.Errorf(claim.CodeInvalid, "a party answers by an instant to come, within a year").WithField("promised", "choose when the party will answer")
	}
	return nil
}

// promised replans the reminders of all that is asked: none comes before the party said that it will answer.
func (c *Correspondence) promised(by, now time.Time, around claim.Around) (facts []claim.Fact) {
	for _, r := range c.Requests {
		if steps, changed := r.waitUntil(by, r.Steps, c.calendar(around)); r.live() && changed {
			facts = append(facts, RemindersReplanned{r.ID, steps, claim.ReplannedPromise})
		}
	}
	return facts
}

// promises takes by when the party has said that it will answer: all that it is asked, as far as is known.
func (c *Correspondence) promises(by time.Time) {
	for i := range c.Requests {
		if r := &c.Requests[i]; r.live() {
			r.Promised = by
		}
	}
}

func (c *Correspondence) calendar(around claim.Around) claim.Calendar {
	return around.Settings().Calendar(c.addressee(around).Office())
}

// waitUntil is the steps with none before an instant, and one then in the place of those that would have come.
func (r Request) waitUntil(until time.Time, all []claim.Step, calendar claim.Calendar) (steps []claim.Step, changed bool) {
	at := claim.Instant(calendar.Next(until))
	var waits []claim.Step
	for _, s := range all {
		switch {
		case !s.At.Before(at):
			steps = append(steps, s)
		case s.Final:
			waits = append(waits, s)
		case len(waits) == 0:
			waits = append(waits, s)
		default:
			waits[0] = s
		}
	}
	if len(waits) == 0 {
		return all, false
	}
	for _, s := range slices.Backward(waits) {
		then := at
		if s.Final && len(waits) > 1 {
			then = at.Add(r.gap())
		}
		if then.Before(r.last(s)) {
			steps = append([]claim.Step{s.MovedTo(then, claim.ReplannedPromise)}, steps...)
		}
	}
	slices.SortStableFunc(steps, func(a, b claim.Step) int { return a.At.Compare(b.At) })
	return steps, true
}

// given takes an answer beside which the party has asked for more time.
func (r *Request) given(response Response) {
	for _, s := range response.Stances {
		if slices.Contains(r.Claims, s.Claim) {
			r.Given = with(r.Given, s.Claim, true)
			r.Spoken = r.Spoken || !s.Stance.Declines()
			r.AnsweredAt = response.ReceivedAt
		}
	}
}

// stand takes what was given for the answer.
func (r *Request) stand() {
	for _, id := range r.Given {
		r.Answered = with(r.Answered, id, true)
	}
	r.Given, r.Silence = nil, ""
	switch {
	case len(r.Pending()) > 0:
		r.Lifecycle = PartlyAnswered
	case r.Spoken:
		r.end(Answered)
	default:
		r.end(DeclinedToAnswer)
	}
}

// unanswered are the claims about which the party has said nothing at all.
func (r Request) unanswered() []uuid.UUID {
	return slices.DeleteFunc(r.Pending(), func(id uuid.UUID) bool { return slices.Contains(r.Given, id) })
}

// lapse is what becomes of a request whose time has run out: what was given stands.
func (c *Correspondence) lapse(r Request) (facts []claim.Fact) {
	if len(r.Given) > 0 {
		facts = append(facts, AnswersStand{r.ID})
	}
	if len(r.unanswered()) > 0 {
		facts = append(facts, RequestLapsed{r.ID, c.Silence(r)})
	}
	return facts
}

// noMoreTime has what was given stand, once somebody has read a message that asks for more time and
// found that none is to be given.
func (c *Correspondence) noMoreTime(m Message, made Disposition) (facts []claim.Fact) {
	if m.Asks != AsksForTime || made.Asked() != "" {
		return nil
	}
	for _, r := range c.Requests {
		if !r.Over() && len(r.Given) > 0 {
			facts = append(facts, AnswersStand{r.ID})
		}
	}
	return facts
}
