package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// window is the time that the party has to answer.
func (r Request) window() time.Duration { return r.AnswerBy.Sub(r.SendAt) }

// gap keeps letters about the request apart.
func (r Request) gap() time.Duration {
	if d := r.planned(); d != nil {
		return d.GapOf(r.window())
	}
	return claim.Gap(r.window())
}

// merge is how far ahead a letter takes the reminders of the request with it, so
// that the party gets one letter and not two on one day.
func (r Request) merge() time.Duration { return min(12*time.Hour, r.window()/12) }

// stoppedRetry is when a reminder that was called off because a message waits
// is looked at again, should the message turn out to hold no answer.
const stoppedRetry = 15 * time.Minute

// closedRetry is when a reminder is looked at again that fell into a time for which
// the calendar knows no end: somebody may put the calendar right.
const closedRetry = 24 * time.Hour

// again is when a reminder that was called off is looked at again; until is the
// zero time if it is not known when what holds it back ends.
func (r Request) again(why claim.Reason, now, until time.Time) time.Time {
	switch {
	case !until.IsZero():
		return until
	case why == claim.StoppedOutOfHours:
		return now.Add(closedRetry)
	}
	return now.Add(min(stoppedRetry, r.gap()))
}

// tick decides all that is due: requests whose undo window is over, at most one
// reminder, and lapses.
func (c *Correspondence) tick(now time.Time, around claim.Around) []claim.Fact {
	if facts := c.pausesNow(now, around); len(facts) > 0 {
		after := c.copied()
		claim.Apply(after, claim.Command{Actor: claim.System, Body: claim.Tick{}}, now, facts)
		return append(facts, after.tick(now, around)...)
	}
	if facts := c.tooLate(now, around); len(facts) > 0 {
		after := c.copied()
		claim.Apply(after, claim.Command{Actor: claim.System, Body: claim.Tick{}}, now, facts)
		return append(facts, after.tick(now, around)...)
	}
	facts, wrote := c.ticked(now, around)
	if !wrote { // else what held a reminder back may be over: it is looked at again at once
		facts = append(facts, c.heldBack(now)...)
	}
	return facts
}

// ticked is what goes out and what lapses; wrote reports whether a person's letter is among it.
func (c *Correspondence) ticked(now time.Time, around claim.Around) (facts []claim.Fact, wrote bool) {
	var held []claim.Fact // letters of requests that do not go out
	for _, r := range c.Requests {
		switch {
		case !c.putDue(r) || r.SendAt.After(now):
		case c.Barred != nil:
			held = append(held, RequestHeldBack{r.ID, claim.StoppedBarred})
		default:
			facts = append(facts, MessageDispatched{
				Message: c.letterID(len(facts)), Kind: claim.RequestLetter, Requests: []uuid.UUID{r.ID},
			})
		}
	}
	for _, f := range c.WaitingFollowUps() {
		if !f.SendAt.After(now) {
			facts = append(facts, f.dispatch())
		}
	}
	wrote = len(facts) > 0 && c.Barred == nil // a letter of a person, which starts a stopped clock again
	if wrote {
		facts = append(facts, c.followUp(now, uuid.Nil)...)
	}
	if letter, due := c.dispatchTelling(now); due {
		facts = append(facts, letter)
	}
	facts = append(facts, held...)
	if c.waits() {
		return facts, wrote
	}
	letters := len(facts) - len(held)
	if again, sent := c.tickAgain(now, len(facts), around); len(again) > 0 {
		facts = append(facts, again...)
		if sent && !wrote {
			facts = append(facts, c.followUp(now, uuid.Nil)...)
		}
		if sent { // what was only put off is no letter, and leaves a reminder of other requests its turn
			letters = len(facts)
		}
	}
	facts = append(facts, c.tooLateForNotice(now)...)
	if letter, due := c.reminder(now, letters); due {
		facts = append(facts, c.unlessHeldBack(letter, now, around)...)
	}
	for _, r := range c.Requests {
		runs := r.ticking() || wrote && r.live() && !r.allHeld()
		if runs && !r.chaseRests() && !r.Final().After(now) {
			facts = append(facts, c.lapse(r)...)
		}
	}
	return append(facts, c.intentsMissed(now)...), wrote
}

// unlessHeldBack is the letter, or, if it must not go out at this moment, when it
// is looked at again and why.
func (c *Correspondence) unlessHeldBack(letter MessageDispatched, now time.Time, around claim.Around) []claim.Fact {
	why, until := c.HeldBack(now, around, false)
	if why == "" {
		return append([]claim.Fact{letter}, c.spared(letter, now)...)
	}
	var facts []claim.Fact
	for _, r := range c.owing(now) {
		if r.due(now) {
			facts = append(facts, postpone(r, letter.Kind == claim.FinalNoticeLetter && r.ends(now), now, why, until)...)
		}
	}
	return facts
}

// due reports whether a reminder of the request is to go out by now.
func (r Request) due(now time.Time) bool {
	return slices.ContainsFunc(r.Steps, func(s claim.Step) bool { return !s.At.After(now) && r.may(s) && r.last(s).After(now) })
}

// tooLateForNotice gives up the final notices that fell due, and did not go out before the answer-by
// instant, of requests that are chased after it.
func (c *Correspondence) tooLateForNotice(now time.Time) (facts []claim.Fact) {
	for _, r := range c.Requests {
		late := func(s claim.Step) bool { return s.Final && !s.At.After(now) }
		if r.live() && !r.AnswerBy.After(now) && r.Final().After(now) && slices.ContainsFunc(r.Steps, late) {
			facts = append(facts, RemindersReplanned{r.ID, slices.DeleteFunc(slices.Clone(r.Steps), late), claim.StoppedTooLate})
		}
	}
	return facts
}

// spared skips what would remind the party, right after a final notice, of the
// requests that it is not the end of. Of those that are paused, it is for whoever
// lets them run again.
func (c *Correspondence) spared(letter MessageDispatched, now time.Time) []claim.Fact {
	if letter.Kind != claim.FinalNoticeLetter {
		return nil
	}
	var facts []claim.Fact
	for _, r := range c.owing(now) {
		if r.Paused() || slices.Contains(letter.Requests, r.ID) {
			continue
		}
		if steps, changed := r.thin(now, now.Add(r.merge())); changed {
			facts = append(facts, RemindersReplanned{r.ID, steps, claim.ReplannedFollowUp})
		}
	}
	return facts
}

// HeldBack says why nothing may go to the party by itself at an instant, or "", and
// until when, if that is known. What a person has put again no pause holds back.
func (c *Correspondence) HeldBack(now time.Time, around claim.Around, byPerson bool) (why claim.Reason, until time.Time) {
	if c.messageWaits(around) {
		return claim.StoppedMessageWaits, time.Time{}
	}
	if p := claim.PausedBy(around, claim.DeskStream, now); p != nil && !byPerson {
		return claim.StoppedPaused, p.Until
	}
	calendar := around.Settings().Calendar(claim.StateOf[claim.Addressee](around, claim.Stream{Kind: claim.StreamParty, ID: c.Party}).Office())
	if calendar.Open(now) {
		return "", time.Time{}
	}
	if until = claim.Instant(calendar.Next(now)); !until.After(now) {
		until = time.Time{} // it does not open within a year
	}
	return claim.StoppedOutOfHours, until
}

// postpone moves what is due of a request's reminders to when it is looked at
// again. A step for which no time is left is given up.
func postpone(r Request, final bool, now time.Time, why claim.Reason, until time.Time) []claim.Fact {
	reason, moved := claim.ReplannedClockRan, claim.StoppedMessageWaits
	if why == claim.StoppedOutOfHours {
		reason, moved = claim.ReplannedOutOfHours, claim.ReplannedOutOfHours
	}
	until = r.again(why, now, until)
	var steps []claim.Step
	due := false
	for _, s := range r.Steps {
		switch {
		case s.At.After(now):
			steps = append(steps, s)
		case s.Final || !final:
			if due || !until.Before(r.last(s)) {
				continue
			}
			due = true
			steps = append(steps, s.MovedTo(until, moved))
		}
	}
	slices.SortStableFunc(steps, func(a, b claim.Step) int { return a.At.Compare(b.At) })
	return []claim.Fact{RemindersReplanned{r.ID, steps, reason}}
}

// followUp skips the reminders that would come right after a letter that a
// person has asked for, of every request but the one that the letter replans.
func (c *Correspondence) followUp(now time.Time, except uuid.UUID) []claim.Fact {
	var facts []claim.Fact
	for _, r := range c.Requests {
		if steps, changed := r.thin(now, now.Add(r.merge())); changed && r.live() && r.ID != except {
			facts = append(facts, RemindersReplanned{r.ID, steps, claim.ReplannedFollowUp})
		}
	}
	return facts
}

// thin returns the steps without the reminders before soonest. A final notice
// too close to now is given a little later, or left out if that is too late.
func (r Request) thin(now, soonest time.Time) (steps []claim.Step, changed bool) {
	later := now.Add(r.gap())
	for _, s := range r.Steps {
		switch {
		case s.Final && s.At.Before(later):
			changed = true
			if later.Before(r.AnswerBy) {
				steps = append(steps, s.MovedTo(later, claim.ReplannedFollowUp))
			}
		case s.Final || !s.At.Before(soonest):
			steps = append(steps, s)
		default:
			changed = true
		}
	}
	return steps, changed
}

// reminder decides the one letter that reminds the party of everything it owes.
// It waits when another letter goes out at this instant: n counts those.
func (c *Correspondence) reminder(now time.Time, n int) (MessageDispatched, bool) {
	if n > 0 || c.mute() || c.reminding() {
		return MessageDispatched{}, false
	}
	letter := MessageDispatched{Message: c.letterID(n), Kind: claim.ReminderLetter, Number: 1}
	due := false
	for _, r := range c.owing(now) {
		due = due || r.due(now)
		if slices.ContainsFunc(r.Steps, func(s claim.Step) bool { return s.Final && !s.At.After(now) && r.may(s) && r.AnswerBy.After(now) }) {
			letter.Kind = claim.FinalNoticeLetter
		}
	}
	for _, r := range c.owing(now) {
		if r.Promised.After(now) && !r.due(now) { // no other's letter takes it along before that
			continue
		}
		if final := letter.Kind == claim.FinalNoticeLetter; r.may(claim.Step{Final: final}) && (!final || r.ends(now)) {
			letter.Requests = append(letter.Requests, r.ID)
			letter.Number = max(letter.Number, r.Reminders+1)
			if through := now.Add(r.merge()); letter.Through.IsZero() || through.Before(letter.Through) {
				letter.Through = through
			}
		}
	}
	return letter, due
}

// ends reports whether the request's own final notice is due, or near enough to go
// with another's.
func (r Request) ends(now time.Time) bool {
	return r.AnswerBy.After(now) && slices.ContainsFunc(r.Steps, func(s claim.Step) bool { return s.Final && !s.At.After(now.Add(r.merge())) })
}

// owing returns the requests that a letter can remind of: the party can still
// answer them in time, and they were put in letters that did not come back.
func (c *Correspondence) owing(now time.Time) []Request {
	return slices.DeleteFunc(slices.Clone(c.Requests), func(r Request) bool {
		return !r.ticking() || !r.carried() || !r.Final().After(now) || c.returned(r)
	})
}

// Silence says precisely what it means that the request has no answer. Word that was left is no letter
// that was delivered, and neither is what a person put by word of mouth.
func (c *Correspondence) Silence(r Request) claim.Silence {
	told := c.Told(r)
	delivered := false
	for _, m := range c.Messages {
		if m.OfParty() || m.Kind != claim.Reply && !m.Kind.Tells() && slices.Contains(m.Requests, r.ID) && (m.Delivery == DeliveryAccepted || m.Delivery == DeliveryUncertain) {
			aloud := !m.OfParty() && r.ByHand() && r.Channel.Spoken()
			told, delivered = told || aloud, delivered || !aloud // as far as anybody can know
		}
	}
	switch {
	case r.Lifecycle == DeclinedToAnswer:
		return claim.Declined
	case r.Lifecycle == Acknowledged || r.Lifecycle == Clarification:
		return claim.AcknowledgedNoAnswer
	case delivered:
		return claim.DeliveredNoAnswer
	case told:
		return claim.ToldNoAnswer
	}
	return claim.Undeliverable
}

// recordDelivery takes what became of a letter. A late hand-over, or one that
// was called off, changes the reminders to come.
func (c *Correspondence) recordDelivery(b RecordDelivery, now time.Time, around claim.Around) []claim.Fact {
	m := c.Message(b.Message)
	if m == nil || m.settled() || m.Delivery == b.Delivery && m.Attempts == b.Attempts {
		return nil
	}
	at := b.At
	if at.IsZero() {
		at = now
	}
	if b.Delivery == DeliveryDeferred {
		return m.serverSaid(b, at)
	}
	settled := MessageSettled{
		Message: b.Message, Delivery: b.Delivery, Reason: b.Reason, Attempts: b.Attempts, Contact: b.Contact, Content: b.Content, At: at, Put: b.Put, Cause: b.Cause, Uncopied: b.Uncopied,
		Language: b.Language,
	}
	if m.as(settled).Failed() {
		settled.Said = b.Said
	}
	facts := append([]claim.Fact{settled}, m.serverSaid(b, at)...)
	facts = append(facts, c.passOn(m.as(settled), now, around)...)
	for _, id := range m.Requests {
		r := c.Request(id)
		switch {
		case m.Kind == claim.RequestLetter && r.Lifecycle == RequestWithdrawn:
			gone := b.Delivery == DeliveryAccepted || b.Delivery == DeliveryStopped && m.Uncertain
			if gone && r.carried() && !c.told(claim.WithdrawalLetter, r.ID) { // it was withdrawn while the letter was on its way
				facts = append(facts, c.tell(claim.WithdrawalLetter, r.ID, ""))
			}
		case (m.Kind == claim.RequestLetter || m.Kind.Automatic()) && b.Delivery == DeliveryAccepted:
			facts = append(facts, replanSentLate(*r, at)...)
		case m.After != uuid.Nil && b.Delivery == DeliveryStopped:
			facts = append(facts, c.againStopped(*r, *m, b, now, around)...)
		case m.Kind == claim.RequestLetter && b.Delivery == DeliveryStopped && r.Lifecycle == Queued:
			facts = append(facts, stoppedRequest(*r, b)...)
		case m.Kind.Automatic() && b.Delivery == DeliveryStopped:
			facts = append(facts, replanStopped(*r, *m, b, now)...)
		}
	}
	return facts
}

// replanSentLate keeps the steps to come apart from a late hand-over.
func replanSentLate(r Request, sentAt time.Time) []claim.Fact {
	if steps, changed := r.thin(sentAt, sentAt.Add(r.gap())); changed {
		return []claim.Fact{RemindersReplanned{r.ID, steps, claim.ReplannedSentLate}}
	}
	return nil
}

// stoppedRequest ends a request whose letter could not go out at all.
func stoppedRequest(r Request, b RecordDelivery) []claim.Fact {
	switch b.Reason {
	case claim.StoppedOnHold, claim.StoppedBarred: // goes out when a claim is resumed, or the party may be contacted again
		return nil
	case claim.StoppedNothingToAsk:
		return []claim.Fact{RequestWithdrew{Request: r.ID}}
	}
	if len(r.Given) > 0 { // it came to the party all the same, which has answered
		return []claim.Fact{AnswersStand{r.ID}}
	}
	return []claim.Fact{RequestLapsed{r.ID, claim.Undeliverable}}
}

// replanStopped puts a reminder that was called off where it may go out.
func replanStopped(r Request, m Message, b RecordDelivery, now time.Time) []claim.Fact {
	reason, moved := claim.ReplannedClockRan, claim.StoppedMessageWaits
	switch b.Reason {
	case claim.StoppedOutOfHours:
		reason, moved = claim.ReplannedOutOfHours, claim.ReplannedOutOfHours
	case claim.StoppedMessageWaits:
	case claim.StoppedPaused, claim.StoppedBarred: // where it stood, for whoever lets reminders go out again
		if r.Over() {
			return nil
		}
		return []claim.Fact{RemindersReplanned{r.ID, r.withStep(claim.Step{At: m.At, Final: m.Kind == claim.FinalNoticeLetter}), claim.ReplannedClockRan}}
	default:
		return nil
	}
	at := r.again(b.Reason, now, b.Until)
	if !at.After(now) || !at.Before(r.last(claim.Step{Final: m.Kind == claim.FinalNoticeLetter})) || r.Over() {
		return nil
	}
	return []claim.Fact{RemindersReplanned{r.ID, r.withStep(claim.Step{At: m.At, Final: m.Kind == claim.FinalNoticeLetter}.MovedTo(at, moved)), reason}}
}

// withStep are the steps of the request and one more, in their order.
func (r Request) withStep(s claim.Step) []claim.Step {
	steps := append([]claim.Step{s}, r.Steps...)
	slices.SortStableFunc(steps, func(a, b claim.Step) int { return a.At.Compare(b.At) })
	return steps
}
