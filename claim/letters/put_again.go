package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MaxPassedOn is how many contact points a request goes to by itself, besides the first. Whether
// it goes to further ones, a person says.
const MaxPassedOn = 3

// PutAgain is that a request is to be put once more, at another contact point, as a letter
// about it came back. It waits like any letter for the end of an undo window, and like a reminder
// for the party's office hours, for messages that nobody has read, and while reminders are paused.
type PutAgain struct {
	Contact uuid.UUID    `json:"contact"`          // where it goes
	After   uuid.UUID    `json:"after"`            // the letter that came back
	At      time.Time    `json:"at"`               // when it goes out
	By      uuid.UUID    `json:"by,omitzero"`      // the person who has chosen where; zero if it follows from the party's order
	Moved   claim.Reason `json:"moved,omitempty"`  // why it was put off
	Planned time.Time    `json:"planned,omitzero"` // when that was decided
	Now     bool         `json:"now,omitempty"`    // at whatever hour of the party's: a person has said so
}

// PutRequestAgain has a request whose letter came back go out once more after the undo window, in
// the party's office hours.
type PutRequestAgain struct {
	Request uuid.UUID `json:"request"`
	Contact uuid.UUID `json:"contact,omitzero"` // where to; zero for the next one that has not had it
	After   uuid.UUID `json:"after,omitzero"`   // the letter that came back, as whoever decides has seen it; zero for whichever did
	Now     bool      `json:"now,omitempty"`    // at whatever hour of the party's
}

// CommandKind implements [claim.Body].
func (PutRequestAgain) CommandKind() string { return "put request again" }

// UndoPutAgain takes back that a request is put again, before it goes out.
type UndoPutAgain struct {
	Request uuid.UUID `json:"request"`
}

// CommandKind implements [claim.Body].
func (UndoPutAgain) CommandKind() string { return "undo put again" }

// PutAgainPlanned: the request goes out once more, to that contact point and not before that instant.
type PutAgainPlanned struct {
	Request uuid.UUID    `json:"request"`
	Contact uuid.UUID    `json:"contact"`
	After   uuid.UUID    `json:"after"`
	At      time.Time    `json:"at"`
	By      uuid.UUID    `json:"by,omitzero"`
	Moved   claim.Reason `json:"moved,omitempty"`
	Now     bool         `json:"now,omitempty"`
}

// FactKind implements [claim.Fact].
func (PutAgainPlanned) FactKind() string { return "request.put_again_planned" }

// PutAgainDropped: it does not go out once more. Undone is set if a person said so.
type PutAgainDropped struct {
	Request uuid.UUID `json:"request"`
	Undone  bool      `json:"undone,omitempty"`
}

// FactKind implements [claim.Fact].
func (PutAgainDropped) FactKind() string { return "request.put_again_dropped" }

func init() {
	claim.RegisterBody[PutRequestAgain](claim.StreamCorrespondence)
	claim.RegisterBody[UndoPutAgain](claim.StreamCorrespondence)
	claim.RegisterFact[PutAgainPlanned]()
	claim.RegisterFact[PutAgainDropped]()
}

func (r *Request) planAgain(e claim.Entry, f PutAgainPlanned) {
	r.Again = &PutAgain{Contact: f.Contact, After: f.After, At: f.At, By: f.By, Moved: f.Moved, Planned: e.At, Now: f.Now}
}

// CameBack is the latest letter about the request, if it came back, and nothing else has
// reached the party since.
func (c *Correspondence) CameBack(request uuid.UUID) *Message {
	for i, m := range slices.Backward(c.Messages) {
		if m.Kind == claim.Reply || m.Kind.Tells() || m.Kind == claim.WithdrawalLetter || !slices.Contains(m.Requests, request) {
			continue
		}
		if m.Failed() && !c.arrivedSince(m, request) {
			return &c.Messages[i]
		}
		return nil
	}
	return nil
}

// arrivedSince reports whether a letter about the request that was sent before one that came back was taken elsewhere after it.
func (c *Correspondence) arrivedSince(back Message, request uuid.UUID) bool {
	return slices.ContainsFunc(c.Messages, func(m Message) bool {
		return m.Kind == claim.RequestLetter && slices.Contains(m.Requests, request) && m.Delivery == DeliveryAccepted &&
			m.Contact != back.Contact && m.SettledAt.After(back.SettledAt)
	})
}

// returned reports whether the latest letter about the request came back for good. Nothing reminds another address of it
// until somebody has seen to it that the request goes there.
func (c *Correspondence) returned(r Request) bool {
	m := c.CameBack(r.ID)
	return m != nil && m.Delivery == DeliveryHardBounce
}

// Failed reports whether the letter was refused, or came back.
func (m Message) Failed() bool {
	return m.Kind != claim.Reply && (m.Delivery == DeliveryHardBounce || m.Delivery == DeliverySoftBounce)
}

// passesOn reports whether the letter that came back goes to the next contact point by itself.
func (m Message) passesOn() bool {
	return m.Delivery == DeliveryHardBounce || m.Delivery == DeliverySoftBounce && m.Cause.PassedOn()
}

// wanting reports whether the request can be put again: it is out, asks about something, and the
// party does not wait for the desk.
func (r Request) wanting() bool {
	return r.live() && r.Lifecycle != Clarification && r.carried() && len(r.Pending()) > 0
}

// had reports whether a letter about the request went to the contact point, or is on its way there.
func (c *Correspondence) had(request, contact uuid.UUID) bool {
	return slices.ContainsFunc(c.Messages, func(m Message) bool {
		return m.Kind == claim.RequestLetter && slices.Contains(m.Requests, request) && m.Delivery != DeliveryStopped && (m.Contact == contact || m.To == contact)
	})
}

// passedOn counts how often the request was put again by itself.
func (c *Correspondence) passedOn(request uuid.UUID) int {
	n := 0
	for _, m := range c.Messages {
		if m.After != uuid.Nil && m.Chosen == uuid.Nil && slices.Contains(m.Requests, request) && m.Delivery != DeliveryStopped {
			n++
		}
	}
	return n
}

// nextPoint is the first contact point in the party's order at which the request was not put
// yet, or that has not had the letter by hand which came back; zero if there is none, or if it was
// passed on often enough.
func (c *Correspondence) nextPoint(request, failed, after uuid.UUID, around claim.Around) uuid.UUID {
	if c.passedOn(request) >= MaxPassedOn {
		return uuid.Nil
	}
	points := c.addressee(around).LetterPoints()
	if c.Contact != uuid.Nil { // where its letters go by now
		points = append([]uuid.UUID{c.Contact}, points...)
	}
	hand := c.hand(after)
	for _, id := range points {
		had := hand == uuid.Nil && c.had(request, id) || hand != uuid.Nil && c.hadHand(hand, id)
		if id != failed && !slices.Contains(c.BadContacts, id) && !had && !c.bars(id, around) {
			return id
		}
	}
	return uuid.Nil
}

func (c *Correspondence) addressee(around claim.Around) claim.Addressee {
	return claim.StateOf[claim.Addressee](around, claim.Stream{Kind: claim.StreamParty, ID: c.Party})
}

// goesOut is when a letter that is planned now goes out: after the undo window, in the party's
// office hours.
func (c *Correspondence) goesOut(now time.Time, around claim.Around) time.Time {
	at := claim.Instant(now.Add(around.Settings().UndoWindow()))
	if calendar := around.Settings().Calendar(c.addressee(around).Office()); !calendar.Open(at) {
		at = claim.Instant(calendar.Next(at))
	}
	return at
}

// passOn plans, for every request that a letter was about which has come back, that it is put
// at the next contact point. Where none is left, or no time, it is somebody's turn.
func (c *Correspondence) passOn(m Message, now time.Time, around claim.Around) []claim.Fact {
	if !m.passesOn() || m.Kind.Tells() || m.Kind == claim.WithdrawalLetter {
		return nil
	}
	var facts []claim.Fact
	to := uuid.Nil
	for _, id := range m.Requests {
		r := c.Request(id)
		queued := r.Lifecycle == Queued && r.carried() && len(r.Pending()) > 0
		taken := r.Again != nil && r.Again.Contact != m.Contact && !c.withHand(*r, m)
		if !r.wanting() && !queued || taken || c.over(m, id) || c.hand(m.ID) == uuid.Nil && c.underway(m, id) {
			continue
		}
		next := c.nextPoint(id, m.Contact, m.ID, around)
		if f, fits := c.putAt(*r, next, m.ID, uuid.Nil, now, around); fits {
			facts = append(facts, f)
			to = next
		}
	}
	if to != uuid.Nil && to != c.Contact {
		facts = append([]claim.Fact{ContactNoted{Contact: to}}, facts...)
	}
	return facts
}

// underway reports whether the request's own letter is still to be handed over, which takes it to
// wherever letters to the party go by then: a reminder that comes back before that has it put nowhere else.
func (c *Correspondence) underway(back Message, request uuid.UUID) bool {
	return slices.ContainsFunc(c.Messages, func(m Message) bool {
		return m.ID != back.ID && m.Kind == claim.RequestLetter && slices.Contains(m.Requests, request) && !m.settled()
	})
}

// over reports whether what came back need not go again: it has reached the party otherwise, or the party has written since.
func (c *Correspondence) over(m Message, request uuid.UUID) bool {
	if hand := c.hand(m.ID); hand != uuid.Nil {
		return c.carriedSince(m) || c.heardSince(hand)
	}
	return c.reachedSince(m, request)
}

// reachedSince reports whether a letter about the request went elsewhere since, and did not come back.
func (c *Correspondence) reachedSince(since Message, request uuid.UUID) bool {
	after := false
	for _, m := range c.Messages {
		about := m.Kind != claim.Reply && !m.Kind.Tells() && slices.Contains(m.Requests, request)
		if after && about && !m.Failed() && m.Delivery != DeliveryStopped && m.Contact != since.Contact && (m.Contact != uuid.Nil || m.To != uuid.Nil) {
			return true
		}
		after = after || m.ID == since.ID
	}
	return false
}

// putAt is the fact that a request goes to a contact point; fits is false if there is none, or if
// the party could not answer in time.
func (c *Correspondence) putAt(r Request, to, after, by uuid.UUID, now time.Time, around claim.Around) (planned PutAgainPlanned, fits bool) {
	at := c.goesOut(now, around)
	planned = PutAgainPlanned{Request: r.ID, Contact: to, After: after, At: at, By: by}
	return planned, to != uuid.Nil && at.Before(r.Final())
}

// mayPutAgain reports whether nothing in the record stands in the way of what is planned. A
// pause holds back what goes out by itself.
func (r Request) mayPutAgain() bool {
	return r.Again != nil && r.wanting() && !r.allHeld() && (r.Again.By != uuid.Nil || !r.Paused())
}

// tickAgain sends what is due to be put again, or says until when it has to wait. n counts the
// letters that go out at this instant besides.
func (c *Correspondence) tickAgain(now time.Time, n int, around claim.Around) (facts []claim.Fact, wrote bool) {
	var gone []uuid.UUID
	for _, r := range c.Requests {
		if !r.mayPutAgain() || r.Again.At.After(now) || slices.Contains(gone, r.ID) {
			continue
		}
		hand := c.hand(r.Again.After)
		if c.Barred != nil || !r.Final().After(now) || hand != uuid.Nil && c.heardSince(hand) {
			facts = append(facts, PutAgainDropped{Request: r.ID})
			continue
		}
		if c.misses(r) || c.bars(r.Again.Contact, around) {
			facts = append(facts, c.elsewhere(r, now, around)...)
			continue
		}
		why, until := c.HeldBack(now, around, r.Again.By != uuid.Nil)
		if r.Again.Now && why == claim.StoppedOutOfHours {
			why = ""
		}
		if why != "" {
			facts = append(facts, r.putOff(why, now, until))
			continue
		}
		letter := c.dispatchAgain(r, n+len(facts), now)
		facts, gone = append(facts, letter), append(gone, letter.Requests...)
		wrote = true
	}
	return facts, wrote
}

// misses reports whether where the request was to go had it since, or died, since that was planned.
func (c *Correspondence) misses(r Request) bool {
	hand := c.hand(r.Again.After)
	twice := r.Again.By == uuid.Nil && (hand == uuid.Nil && c.had(r.ID, r.Again.Contact) || hand != uuid.Nil && c.hadHand(hand, r.Again.Contact))
	return twice || slices.Contains(c.BadContacts, r.Again.Contact)
}

// together are the requests that go to the contact point in one letter with r: the party gets one and
// not several. What has copies or files of its own, or is no letter of a request, goes by itself.
func (c *Correspondence) together(r Request, now time.Time) []uuid.UUID {
	ids := []uuid.UUID{r.ID}
	alone := func(r Request) bool { return r.With != nil || c.hand(r.Again.After) != uuid.Nil }
	if alone(r) {
		return ids
	}
	for _, o := range c.Requests {
		if o.ID == r.ID || !o.mayPutAgain() || o.Again.At.After(now) || !o.Final().After(now) || c.misses(o) || alone(o) {
			continue
		}
		a, b := r.Again, o.Again
		if o.Kind == r.Kind && b.Contact == a.Contact && b.By == a.By && b.Now == a.Now {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// elsewhere plans a request that was to go to a contact point that is dead for the next one, or gives it up.
func (c *Correspondence) elsewhere(r Request, now time.Time, around claim.Around) []claim.Fact {
	next := c.nextPoint(r.ID, r.Again.Contact, r.Again.After, around)
	planned, fits := c.putAt(r, next, r.Again.After, uuid.Nil, now, around)
	switch {
	case !fits:
		return r.dropAgain(false, now)
	case next == c.Contact:
		return []claim.Fact{planned}
	}
	return []claim.Fact{ContactNoted{Contact: next}, planned}
}

func (c *Correspondence) dispatchAgain(r Request, n int, now time.Time) MessageDispatched {
	m := c.AgainLetter(r, c.letterID(n), now)
	return MessageDispatched{
		Message: m.ID, Kind: m.Kind, Requests: m.Requests, Why: m.Why, To: m.To, After: m.After, Chosen: m.Chosen, Now: m.Now,
	}
}

// putOff is the fact that the letter is looked at again later.
func (r Request) putOff(why claim.Reason, now, until time.Time) PutAgainPlanned {
	return PutAgainPlanned{
		Request: r.ID, Contact: r.Again.Contact, After: r.Again.After, At: claim.Instant(r.again(why, now, until)), By: r.Again.By, Moved: why,
		Now: r.Again.Now,
	}
}

// putRequestAgain is what a person decides after a letter came back.
func (c *Correspondence) putRequestAgain(b PutRequestAgain, by claim.Actor, now time.Time, around claim.Around) ([]claim.Fact, error) {
	r, err := c.open(b.Request)
	if err != nil {
		return nil, err
	}
	m := c.CameBack(b.Request)
	switch {
	case c.Barred != nil:
		return nil, claim.NotToContact()
	case !r.wanting():
		return nil, claim.Errorf(claim.CodeWrongStage, "nothing is asked of the party in this request any more")
	case m == nil:
		return nil, claim.Errorf(claim.CodeWrongStage, "the latest letter about the request did not come back").
			WithHint("write to the party by hand: onrecord request follow-up")
	case b.After != uuid.Nil && b.After != m.ID:
		return nil, claim.ChangedMeanwhile("what came back")
	}
	if b.Contact == uuid.Nil {
		if b.Contact = c.nextPoint(b.Request, m.Contact, m.ID, around); b.Contact == uuid.Nil {
			return nil, claim.Errorf(claim.CodeConflict, "no other contact point is left to which the request could go").WithField("contact", "choose one").
				WithHint("add another e-mail address (onrecord contact add), or ask on another channel")
		}
	}
	if !slices.Contains(c.addressee(around).LetterPoints(), b.Contact) {
		return nil, claim.Errorf(claim.CodeInvalid, "letters do not go to that contact point").WithField("contact", "choose one that takes letters and at which they arrive").
			WithHint("if it takes mail again, say so: onrecord contact revive")
	}
	planned, fits := c.putAt(*r, b.Contact, m.ID, by.ID, now, around)
	if b.Now {
		planned.Now, planned.At = true, claim.Instant(now.Add(around.Settings().UndoWindow()))
		fits = planned.At.Before(r.Final())
	}
	switch {
	case !fits:
		return nil, claim.Errorf(claim.CodeAnswerByPast, "the party's office opens after the answer-by instant").WithHint("extend the request first, or have it go out at once")
	case r.Again != nil && r.Again.Contact == b.Contact && r.Again.By != uuid.Nil && r.Again.Now == b.Now:
		return nil, nil
	case c.Contact == b.Contact:
		return []claim.Fact{planned}, nil
	}
	return []claim.Fact{ContactNoted{Contact: b.Contact}, planned}, nil
}

func (c *Correspondence) undoPutAgain(b UndoPutAgain, now time.Time) ([]claim.Fact, error) {
	r := c.Request(b.Request)
	switch {
	case r == nil:
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such request to this party")
	case r.Again != nil:
		return r.dropAgain(true, now), nil
	}
	if m := c.Message(r.Letter); m != nil && m.After != uuid.Nil && !m.settled() {
		return nil, claim.Errorf(claim.CodeWrongStage, "it is too late to undo: the letter is on its way")
	}
	return nil, claim.Errorf(claim.CodeNotFound, "the request is not about to go out again")
}

// dropAgain gives up what was planned. Reminders that waited for it are not made up for.
func (r Request) dropAgain(undone bool, now time.Time) []claim.Fact {
	facts := []claim.Fact{PutAgainDropped{r.ID, undone}}
	if steps, changed := r.thin(now, now.Add(time.Microsecond)); changed {
		facts = append(facts, RemindersReplanned{r.ID, steps, claim.ReplannedClockRan})
	}
	return facts
}

// noteContact takes where letters to the party go. What came back goes there only when a person says so
// ([PutRequestAgain]); what was to go to a contact point that is dead now goes to the next one.
func (c *Correspondence) noteContact(b claim.NoteContact, now time.Time, around claim.Around) []claim.Fact {
	known := c.Contact
	if known == uuid.Nil {
		known = b.First
	}
	bad := with(c.BadContacts, b.Failed, b.Failed != uuid.Nil)
	bad = with(bad, b.Revived, false)
	to := b.Contact
	if b.Stays && known != uuid.Nil && !slices.Contains(bad, known) || slices.Contains(bad, to) {
		to = known
	}
	noted := ContactNoted{Contact: to}
	if b.Failed != uuid.Nil && !slices.Contains(c.BadContacts, b.Failed) {
		noted.Failed = b.Failed
	}
	if slices.Contains(c.BadContacts, b.Revived) {
		noted.Revived = b.Revived
	}
	var facts []claim.Fact
	if to != known || noted.Failed != uuid.Nil || noted.Revived != uuid.Nil {
		facts = append(facts, noted)
	}
	for _, r := range c.Requests {
		if r.Again != nil && slices.Contains(bad, r.Again.Contact) {
			facts = append(facts, c.movedFrom(r, b.Failed, to, bad, now, around)...)
		}
	}
	return facts
}

// movedFrom is what becomes of a request that was to go to a contact point that is dead.
func (c *Correspondence) movedFrom(r Request, failed, to uuid.UUID, bad []uuid.UUID, now time.Time, around claim.Around) []claim.Fact {
	m := c.CameBack(r.ID)
	if m == nil || !r.wanting() {
		return nil
	}
	hand := c.hand(m.ID)
	if hand != uuid.Nil && c.heardSince(hand) {
		return nil
	}
	had := hand == uuid.Nil && c.had(r.ID, to) || hand != uuid.Nil && c.hadHand(hand, to)
	if had || slices.Contains(bad, to) {
		to = c.nextPoint(r.ID, failed, m.ID, around)
	}
	if planned, fits := c.putAt(r, to, m.ID, uuid.Nil, now, around); fits {
		return []claim.Fact{planned}
	}
	return r.dropAgain(false, now)
}

// CanGo is the letter about the request that came back, if the request can be put once more at the contact
// point: one that has not had it, or where that letter came back from.
func (c *Correspondence) CanGo(r Request, contact uuid.UUID) *Message {
	m := c.CameBack(r.ID)
	if m == nil || !r.wanting() {
		return nil
	}
	hand := c.hand(m.ID)
	if hand != uuid.Nil && c.heardSince(hand) {
		return nil
	}
	had := hand == uuid.Nil && c.had(r.ID, contact) || hand != uuid.Nil && c.hadHand(hand, contact)
	if had && m.Contact != contact {
		return nil
	}
	return m
}

// tellFailure tells the party that a contact point is dead.
func (c *Correspondence) tellFailure(f MessageSettled) []claim.Notice {
	if f.Delivery != DeliveryHardBounce || f.Contact == uuid.Nil {
		return nil
	}
	cause := f.Cause
	if cause == "" {
		cause = claim.CauseUnexplained
	}
	return []claim.Notice{{
		To: claim.Stream{Kind: claim.StreamParty, ID: c.Party}, From: c.Stream(), By: claim.System,
		Body: claim.NoteFailure{Contact: f.Contact, Cause: cause, Said: f.Said, At: f.At},
	}}
}

// againStopped is what becomes of a request that was about to be put again and whose letter was
// called off: it waits, or goes to the next contact point.
func (c *Correspondence) againStopped(r Request, m Message, b RecordDelivery, now time.Time, around claim.Around) []claim.Fact {
	if !r.wanting() || r.Again != nil {
		return nil
	}
	planned := PutAgainPlanned{Request: r.ID, Contact: m.To, After: m.After, By: m.Chosen, Moved: b.Reason, Now: m.Now}
	switch b.Reason {
	case claim.StoppedOutOfHours, claim.StoppedMessageWaits:
		planned.At = claim.Instant(r.again(b.Reason, now, b.Until))
	case claim.StoppedPaused, claim.StoppedOnHold:
		planned.At = claim.Instant(now.Add(stoppedRetry))
	case claim.StoppedBadContact, claim.StoppedNoContact, claim.StoppedBarred:
		var fits bool
		if planned, fits = c.putAt(r, c.nextPoint(r.ID, m.To, m.After, around), m.After, uuid.Nil, now, around); !fits {
			return nil
		}
	default:
		return nil
	}
	return []claim.Fact{planned}
}

// arrivedBefore reports whether another letter about the request has reached the party, as far as
// anybody can know.
func (c *Correspondence) arrivedBefore(letter Message, request uuid.UUID) bool {
	return slices.ContainsFunc(c.Messages, func(m Message) bool {
		return m.ID != letter.ID && m.Kind != claim.Reply && !m.Kind.Tells() && slices.Contains(m.Requests, request) &&
			(m.Delivery == DeliveryAccepted || m.Delivery == DeliveryUncertain)
	})
}
