package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Evolve implements [claim.Aggregate].
func (c *Correspondence) Evolve(e claim.Entry) {
	c.Take(e)
	switch f := e.Fact.(type) {
	case RequestQueued:
		c.Case, c.Party = f.Case, f.Party
		c.Requests = append(c.Requests, Request{
			ID: f.Request, Channel: f.Channel, Claims: f.Claims, Questions: f.Questions, QueuedAt: e.At, SendAt: f.SendAt,
			AnswerBy: f.AnswerBy, IntentBy: f.IntentBy, Lifecycle: Queued, Steps: f.Steps, By: e.Actor.ID,
			Kind: f.Kind, Statute: f.Statute, AskedAt: f.AskedAt, With: f.With, Plan: f.Plan, Until: f.Until,
		})
		c.Request(f.Request).under(c.Pauses)
	case RequestWithdrew:
		c.Request(f.Request).end(RequestWithdrawn)
	case RequestExtended:
		c.Request(f.Request).extend(e, f)
	case RemindersReplanned:
		c.Request(f.Request).Steps = f.Steps
	case PlanMoved:
		c.Request(f.Request).planMoved(f)
	case AttemptLogged:
		c.attempted(f.Attempt)
	case AnswersStand:
		c.Request(f.Request).stand()
	case RequestLapsed:
		r := c.Request(f.Request)
		r.end(NoReply)
		r.Silence = f.Silence
	case MessageDispatched:
		c.dispatched(e, f)
	case MessageSettled:
		c.settled(f)
	case ServerSaid:
		c.Message(f.Message).heardServer(f)
	case MessageReceived:
		c.received(f)
	case SenderChecked:
		c.Message(f.Message).Sender = f.Sender
	case MessageRead:
		c.read(e, f)
	case ResponseCalledBack:
		c.calledBack(e, f)
	case ResponseRecorded:
		c.responded(f.Response)
	case ClaimNoted:
		for i := range c.Requests {
			c.Requests[i].note(f)
		}
	case ContactNoted:
		c.contactNoted(f)
	case PutAgainPlanned:
		c.Request(f.Request).planAgain(e, f)
	case PutAgainDropped:
		c.Request(f.Request).Again = nil
	case RemindersPaused:
		r := c.Request(f.Request)
		r.PausedAt, r.PausedFor = e.At, f.Reason
	case RemindersResumed:
		r := c.Request(f.Request)
		r.PausedAt, r.PausedFor = time.Time{}, ""
	case ChaseMoved:
		r := c.Request(f.Request)
		r.Steps, r.Until = f.Steps, f.Until
	case FollowUpQueued:
		c.FollowUps = append(c.FollowUps, FollowUp{ID: f.FollowUp, Request: f.Request, Text: f.Text, SendAt: f.SendAt, With: f.With})
	case FollowUpUndone:
		c.FollowUps = slices.DeleteFunc(slices.Clone(c.FollowUps), func(w FollowUp) bool { return w.ID == f.FollowUp })
	case TellingQueued:
		c.tellingQueued(f)
	case TellingDropped:
		c.tellingDropped(f)
	case QuarantineNoted:
		c.quarantineNoted(f)
	case PageAnswered:
		c.pageAnswered(e, f)
	case PageAnswerSeen:
		c.Message(f.Message).seen(e)
	default:
		c.rests(e)
	}
}

// rests takes what keeps letters from going out, and what did not come about in time.
func (c *Correspondence) rests(e claim.Entry) {
	switch f := e.Fact.(type) {
	case ReminderHeldBack:
		c.Request(f.Request).holdBack(f, e.At)
	case PauseNoted:
		c.pauseNoted(f)
	case BarNoted:
		c.barNoted(f)
	case IntentMissed:
		c.Request(f.Request).IntentMissed = e.At
	case RequestHeldBack:
		c.Request(f.Request).HeldBack = f.Why
	}
}

func (r *Request) end(l Lifecycle) { r.Lifecycle, r.Steps, r.Again = l, nil, nil }

func (c *Correspondence) contactNoted(f ContactNoted) {
	c.Contact = f.Contact
	if f.Failed != uuid.Nil {
		c.BadContacts = with(c.BadContacts, f.Failed, true)
	}
	if f.Revived != uuid.Nil {
		c.BadContacts = with(c.BadContacts, f.Revived, false)
	}
}

func (r *Request) extend(e claim.Entry, f RequestExtended) {
	r.AnswerBy, r.Steps, r.Silence, r.Until = f.AnswerBy, f.Steps, "", f.Until
	if r.Lifecycle == NoReply {
		r.Promised = time.Time{}
	}
	switch {
	case r.Lifecycle != NoReply:
	case r.SentAt.IsZero(): // nothing ever went out: it is put again
		r.Lifecycle, r.Letter, r.SendAt = Queued, uuid.Nil, e.At
	case len(r.Answered) > 0:
		r.Lifecycle = PartlyAnswered
	default:
		r.Lifecycle = Sent
	}
}

func (r *Request) note(f ClaimNoted) {
	if !slices.Contains(r.Claims, f.Claim) {
		return
	}
	r.Held = with(r.Held, f.Claim, f.Held)
	r.Dropped = with(r.Dropped, f.Claim, f.Over)
}

// with returns the set with or without the id.
func with(set []uuid.UUID, id uuid.UUID, in bool) []uuid.UUID {
	set = slices.DeleteFunc(slices.Clone(set), func(other uuid.UUID) bool { return other == id })
	if in {
		set = append(set, id)
	}
	return set
}

func (c *Correspondence) dispatched(e claim.Entry, f MessageDispatched) {
	c.Messages = append(c.Messages, Message{
		ID: f.Message, Kind: f.Kind, Requests: f.Requests, At: e.At, Number: f.Number,
		Delivery: DeliveryNone, Why: f.Why, Previous: f.Previous, To: f.To, After: f.After, Chosen: f.Chosen, Now: f.Now,
	})
	if !f.Kind.Automatic() && !f.Kind.Tells() && f.After == uuid.Nil && c.Barred == nil { // else it will be called off
		c.followedUp()
	}
	for _, id := range f.Requests {
		r := c.Request(id)
		if f.Kind == claim.RequestLetter {
			r.Letter = f.Message
		}
		if f.Kind == claim.RequestLetter || f.After != uuid.Nil {
			r.Again = nil
		}
		r.Steps = slices.DeleteFunc(slices.Clone(r.Steps), func(s claim.Step) bool {
			return !s.At.After(f.Through) && (!s.Final || f.Kind == claim.FinalNoticeLetter)
		})
	}
}

func (c *Correspondence) settled(f MessageSettled) {
	m := c.Message(f.Message)
	c.puts(*m, f)
	m.Delivery, m.Reason, m.Attempts, m.SettledAt = f.Delivery, f.Reason, f.Attempts, f.At
	m.Contact, m.Content, m.Cause, m.Uncopied = f.Contact, f.Content, f.Cause, f.Uncopied
	if f.Language != "" { // a report that it came back does not say it again
		m.Language = f.Language
	}
	if f.Said != "" {
		m.Said = f.Said
	}
	m.Uncertain = m.Uncertain || f.Delivery == DeliveryUncertain
	if f.Delivery == DeliveryHardBounce {
		c.BadContacts = with(c.BadContacts, f.Contact, true)
	}
	for _, id := range m.Requests {
		r := c.Request(id)
		switch {
		case m.Kind == claim.RequestLetter && f.Delivery == DeliveryStopped && (f.Reason == claim.StoppedOnHold || f.Reason == claim.StoppedBarred) && r.Lifecycle == Queued:
			r.Letter, r.SendAt = uuid.Nil, f.At // it goes out once it is resumed, or the party may be contacted
		case m.Kind == claim.RequestLetter && r.SentAt.IsZero() && reachedServer(f.Delivery):
			if f.Delivery != DeliveryHardBounce || f.Reason == claim.Bounced { // else it never left
				r.SentAt = f.At
			}
			if r.Lifecycle == Queued {
				r.Lifecycle = Sent
				c.heardMeanwhile(r, m.At)
			}
		case m.After != uuid.Nil && (f.Delivery == DeliveryAccepted || f.Delivery == DeliveryUncertain) && !c.arrivedBefore(*m, id):
			r.SentAt = f.At // nothing had reached them until then, as far as anybody can know
		case m.Kind.Automatic() && f.Delivery == DeliveryStopped && f.Reason == claim.HeldTooLate:
			r.missed(f.At)
		case m.Kind.Automatic() && (f.Delivery == DeliveryAccepted || f.Delivery == DeliveryUncertain && m.settled()):
			r.reminded(m.Kind)
		}
	}
}

// followedUp takes that a person on the desk has written to the party: what that has asked for is given.
func (c *Correspondence) followedUp() {
	for i := range c.Requests {
		if c.Requests[i].Lifecycle == Clarification {
			c.Requests[i].heard(ReadAcknowledgement)
		}
	}
}

func (r *Request) reminded(by claim.MessageKind) {
	r.MissedAt = time.Time{}
	if by == claim.FinalNoticeLetter {
		r.Notices++
	} else {
		r.Reminders++
	}
}

// reachedServer reports whether the letter has left us, or may have.
func reachedServer(d Delivery) bool {
	return d == DeliveryAccepted || d == DeliveryUncertain || d == DeliveryHardBounce || d == DeliverySoftBounce
}

func (c *Correspondence) read(e claim.Entry, f MessageRead) {
	m := c.Message(f.Message)
	m.ReadAt, m.Disposition = e.At, f.Disposition
	m.seen(e)
	for i := range c.Requests {
		c.Requests[i].heard(f.Disposition)
	}
	if !f.Promised.IsZero() {
		c.promises(f.Promised)
	}
}

// heard takes what a person made of a message. To ask something of the desk stops the
// clock of whatever still wants an answer; a later message that does not, lets it run.
func (r *Request) heard(d Disposition) {
	if r.live() && d != ReadAnswer {
		r.Asks = ""
		if d.Speaks() {
			r.MissedAt = time.Time{}
		}
	}
	switch {
	case !r.live() || d == ReadAnswer:
	case d.Asked() != "":
		r.Lifecycle, r.Asks = Clarification, d
	case len(r.Answered) > 0:
		r.Lifecycle = PartlyAnswered
	case d == ReadAcknowledgement:
		r.Lifecycle = Acknowledged
	case r.Lifecycle == Clarification:
		r.Lifecycle = Sent
	}
}

// heardMeanwhile takes what was read while the letter was on its way, as far as we knew:
// the party may write back before the record hears that it has the letter.
func (c *Correspondence) heardMeanwhile(r *Request, since time.Time) {
	for _, m := range c.Messages {
		if m.Kind == claim.Reply && !m.ReadAt.IsZero() && !m.At.Before(since) {
			r.heard(m.Disposition)
		}
	}
}

func (c *Correspondence) responded(response Response) {
	c.Responses = append(c.Responses, response)
	for i := range c.Requests {
		if r := &c.Requests[i]; r.Lifecycle != RequestWithdrawn && r.Letter != uuid.Nil {
			r.answer(response)
		}
	}
}

// answer marks the claims that the response speaks to. An answer counts for
// every request that asks about the claim, the latest and earlier ones. Whoever
// has said something has not declined, even if it will say no more.
func (r *Request) answer(response Response) {
	if response.MoreTime && !r.Over() { // nor is one whose letter is on its way, as far as we know
		r.given(response)
		return
	}
	touched := false
	for _, s := range response.Stances {
		if slices.Contains(r.Claims, s.Claim) {
			r.Answered, r.Given = with(r.Answered, s.Claim, true), with(r.Given, s.Claim, false)
			r.Spoken = r.Spoken || !s.Stance.Declines()
			touched = true
		}
	}
	if touched {
		r.Silence, r.AnsweredAt = "", response.ReceivedAt
	}
	switch {
	case !touched:
	case len(r.Pending()) > 0 && r.Lifecycle == NoReply:
	case len(r.Pending()) > 0:
		r.Lifecycle = PartlyAnswered
	case r.Spoken:
		r.end(Answered)
	default:
		r.end(DeclinedToAnswer)
	}
}
