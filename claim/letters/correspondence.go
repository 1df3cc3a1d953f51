package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
)

// Correspondence is everything between the desk and one party in one case: its
// requests, its messages and one reminder clock. One workflow writes it, so the
// party hears one voice however many claims it is asked about.
type Correspondence struct {
	claim.Head
	Case        uuid.UUID   `json:"case"`
	Party       uuid.UUID   `json:"party"`
	Requests    []Request   `json:"requests,omitempty"`
	Messages    []Message   `json:"messages,omitempty"`
	Responses   []Response  `json:"responses,omitempty"`
	Contact     uuid.UUID   `json:"contact,omitzero"`      // where letters go since the party's address changed; else not known here
	BadContacts []uuid.UUID `json:"badContacts,omitempty"` // contact points that bounced; no reminder goes there
	FollowUps   []FollowUp  `json:"followUps,omitempty"`
	Tellings    []Telling   `json:"tellings,omitempty"`
	Attempts    []Attempt   `json:"attempts,omitempty"`    // of people to reach the party, besides letters
	Quarantined int         `json:"quarantined,omitempty"` // messages in quarantine that are, or may be, for it
	Pauses      []Over      `json:"pauses,omitempty"`      // of reminders, that hold for more than one request

	Barred *claim.Barred `json:"barred,omitempty"` // the party is not to be contacted
}

// Request is one request for comment, to one party, about 1..n claims of one case.
type Request struct {
	ID         uuid.UUID         `json:"id"`
	Channel    claim.Channel     `json:"channel"`
	Claims     []uuid.UUID       `json:"claims"`
	Questions  claim.Ref         `json:"questions"`
	Kind       claim.RequestKind `json:"kind,omitempty"`    // a request for comment if empty
	Statute    claim.Ref         `json:"statute,omitempty"` // content: what a records request is made under
	With       *Enclosed         `json:"with,omitempty"`    // what goes out with the letter that puts it
	QueuedAt   time.Time         `json:"queuedAt"`
	SendAt     time.Time         `json:"sendAt"` // end of the undo window
	SentAt     time.Time         `json:"sentAt,omitzero"`
	AnswerBy   time.Time         `json:"answerBy"`
	IntentBy   time.Time         `json:"intentBy,omitzero"` // when to say whether they will answer
	Lifecycle  Lifecycle         `json:"lifecycle"`
	Asks       Disposition       `json:"asks,omitempty"`      // while the party waits for the desk: what it has asked for
	Steps      []claim.Step      `json:"steps,omitempty"`     // reminders still to come
	Reminders  int               `json:"reminders"`           // handed over, without final notices
	Notices    int               `json:"notices,omitempty"`   // final notices handed over
	Answered   []uuid.UUID       `json:"answered,omitempty"`  // claims with an answer
	AnsweredAt time.Time         `json:"answeredAt,omitzero"` // when the party last said something about one of them
	Spoken     bool              `json:"spoken,omitempty"`    // some answer was more than that there will be none
	Given      []uuid.UUID       `json:"given,omitempty"`     // claims with an answer beside which the party has asked for more time
	Promised   time.Time         `json:"promised,omitzero"`   // by when the party has said that it will answer
	Held       []uuid.UUID       `json:"held,omitempty"`      // claims on hold
	Dropped    []uuid.UUID       `json:"dropped,omitempty"`   // claims that are no longer pursued
	Silence    claim.Silence     `json:"silence,omitempty"`   // once lapsed
	Letter     uuid.UUID         `json:"letter,omitzero"`     // the message that put it
	PausedAt   time.Time         `json:"pausedAt,omitzero"`   // since when its reminders are paused
	PausedFor  claim.Ref         `json:"pausedFor,omitempty"` // content: why
	// What is paused besides the request itself:
	PausedOver   bool        `json:"pausedOver,omitempty"`
	PausedClaims []uuid.UUID `json:"pausedClaims,omitempty"`

	By      uuid.UUID     `json:"by,omitzero"`      // the person who asked
	Again   *PutAgain     `json:"again,omitempty"`  // it is about to be put at another contact point
	AskedAt time.Time     `json:"askedAt,omitzero"` // when a person put it, of one that was put by hand some time before it was recorded
	Put     []Put         `json:"put,omitempty"`    // in which words it puts its claims; those that it does not name, in their first ones
	Plan    *claim.Pinned `json:"plan,omitempty"`   // the plan that it is pinned to; nil for the shares of its case
	Until   time.Time     `json:"until,omitzero"`   // when silence is final, where letters follow the answer-by instant; zero for at that instant

	IntentMissed time.Time `json:"intentMissed,omitzero"` // since when the party has let the intent-by instant pass

	MissedAt time.Time    `json:"missedAt,omitzero"`  // since when a reminder is missing that did not go out in time; zero once another has
	HeldBack claim.Reason `json:"heldBack,omitempty"` // why its letter did not go out when it was to
}

// Noticed implements [verification.Noticing]. Of what somebody says to have asked some time ago,
// nobody has seen the time run out.
func (c *Correspondence) Noticed(request uuid.UUID) bool {
	if r := c.Request(request); r == nil || !r.Channel.Carried() && r.AskedAt.IsZero() {
		return r != nil
	}
	return slices.ContainsFunc(c.Messages, func(m Message) bool {
		return m.Kind == claim.FinalNoticeLetter && m.Delivery == DeliveryAccepted && slices.Contains(m.Requests, request)
	})
}

// Message is one thing sent or received.
type Message struct {
	ID       uuid.UUID         `json:"id"`
	Kind     claim.MessageKind `json:"kind"`
	Requests []uuid.UUID       `json:"requests,omitempty"`
	At       time.Time         `json:"at"` // dispatched, or received
	// Of a letter:
	Number    int            `json:"number,omitempty"` // which reminder, from 1
	Content   claim.Ref      `json:"content,omitempty"`
	Language  string         `json:"language,omitempty"` // BCP 47: what it is written in; empty for not known
	Delivery  Delivery       `json:"delivery,omitempty"`
	Reason    claim.Reason   `json:"reason,omitempty"` // why it was stopped, deferred or refused
	Attempts  int            `json:"attempts,omitempty"`
	Contact   uuid.UUID      `json:"contact,omitzero"`
	SettledAt time.Time      `json:"settledAt,omitzero"`
	Uncertain bool           `json:"uncertain,omitempty"` // some attempt's outcome was lost
	Deferred  *Deferral      `json:"deferred,omitempty"`  // a mail server did not take it at first
	Said      claim.Ref      `json:"said,omitempty"`      // content: what a mail server said last that did not take it
	Why       claim.Ref      `json:"why,omitempty"`       // of an extension or withdrawal, the reason given
	Previous  time.Time      `json:"previous,omitzero"`   // of an extension, the answer-by instant before
	To        uuid.UUID      `json:"to,omitzero"`         // the contact point that it is meant for; zero for wherever letters go
	After     uuid.UUID      `json:"after,omitzero"`      // the letter that came back, in whose place it puts a request again
	Chosen    uuid.UUID      `json:"chosen,omitzero"`     // the person who has chosen where it goes again
	Now       bool           `json:"now,omitempty"`       // who has said so: at whatever hour of the party's
	Cause     claim.Cause    `json:"cause,omitempty"`     // why it was refused or came back
	Uncopied  int            `json:"uncopied,omitempty"`  // how many of its copies did not go out
	Report    *received.Mail `json:"report,omitempty"`    // of a report of a failure that is not believed alone: what it says
	// Of a reply, whose Contact is the contact point of the party that sent it; the zero id for none:
	Class       received.MailClass `json:"class,omitempty"`
	By          received.Match     `json:"by,omitempty"` // by what it was found to be the party's; empty for not known
	ReadAt      time.Time          `json:"readAt,omitzero"`
	Disposition Disposition        `json:"disposition,omitempty"`
	Sender      received.Sender    `json:"sender,omitzero"`  // of mail: who sent it, as far as it is known
	WayIn       received.WayIn     `json:"wayIn,omitempty"`  // of mail: how it came
	Copy        bool               `json:"copy,omitempty"`   // of a bounce: a copy of our letter came back, and not the letter
	PutInBy     uuid.UUID          `json:"putInBy,omitzero"` // who put it in from a file
	// Of a reply on the answer page:
	Channel claim.Channel `json:"channel,omitempty"` // how it came; empty for e-mail
	Asks    PageAsk       `json:"asks,omitempty"`    // what a person has to read in it
	SeenAt  time.Time     `json:"seenAt,omitzero"`   // when a person first looked at it
	SeenBy  uuid.UUID     `json:"seenBy,omitzero"`
}

// Response is what a party said, per claim.
type Response struct {
	ID           uuid.UUID          `json:"id"`
	Request      uuid.UUID          `json:"request"`
	Message      uuid.UUID          `json:"message,omitzero"` // the reply that it was read from
	Stances      []Answer           `json:"stances"`
	GroundRules  claim.GroundRules  `json:"groundRules"`
	Channel      claim.Channel      `json:"channel"`
	Authenticity claim.Authenticity `json:"authenticity"`
	ReceivedAt   time.Time          `json:"receivedAt"` // when the party said it
	Late         bool               `json:"late,omitempty"`
	sources.Spoken
	Way        []uuid.UUID       `json:"way,omitempty"`        // through whom it came, as of [sources.Said]
	MoreTime   bool              `json:"moreTime,omitempty"`   // the party has asked for more time beside it: the request stays open
	CalledBack *sources.CallBack `json:"calledBack,omitempty"` // the call by which somebody made sure that it is the party's
}

// Answer is a stance on one claim, with the words that carry it.
type Answer struct {
	Claim     uuid.UUID    `json:"claim"`
	Stance    claim.Stance `json:"stance"`
	Statement claim.Ref    `json:"statement,omitempty"` // verbatim, unless it is a summary
	Summary   bool         `json:"summary,omitempty"`   // the words are the desk's: a translation or a summary of what was said
	From      int          `json:"from,omitempty"`      // of words from a message, where they stand in its text: the first character,
	To        int          `json:"to,omitempty"`        // and the one after the last; 0 if that is not known
	Wording   int64        `json:"wording,omitempty"`   // of the claim, that it was said of
}

func init() {
	claim.RegisterKind(claim.StreamCorrespondence, func(h claim.Head) claim.Aggregate { return &Correspondence{Head: h} })
}

// Stream implements [claim.Aggregate].
func (c *Correspondence) Stream() claim.Stream {
	return claim.Stream{Kind: claim.StreamCorrespondence, ID: c.ID}
}

// Request returns the request with the id, or nil.
func (c *Correspondence) Request(id uuid.UUID) *Request {
	if i := slices.IndexFunc(c.Requests, func(r Request) bool { return r.ID == id }); i >= 0 {
		return &c.Requests[i]
	}
	return nil
}

// About returns the requests that put a claim to the party.
func (c *Correspondence) About(about uuid.UUID) []uuid.UUID {
	var ids []uuid.UUID
	for _, r := range c.Requests {
		if slices.Contains(r.Claims, about) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// Reminded counts the reminders and final notices about requests that went out, or may
// have: a letter about several of them once, where each of them counts it.
func (c *Correspondence) Reminded(requests ...uuid.UUID) (reminders, notices int) {
	for _, id := range requests {
		if r := c.Request(id); r != nil {
			reminders, notices = reminders+r.Reminders, notices+r.Notices
		}
	}
	for _, m := range c.Messages {
		if m.Delivery != DeliveryAccepted && m.Delivery != DeliveryUncertain && m.Delivery != DeliverySoftBounce {
			continue
		}
		among := slices.DeleteFunc(slices.Clone(m.Requests), func(id uuid.UUID) bool { return !slices.Contains(requests, id) })
		switch again := max(len(among)-1, 0); m.Kind {
		case claim.ReminderLetter:
			reminders -= again
		case claim.FinalNoticeLetter:
			notices -= again
		}
	}
	return reminders, notices
}

// PutBy is the channel on which a person has put the request that a message puts;
// it is empty for a letter of ours.
func (c *Correspondence) PutBy(m Message) claim.Channel {
	if m.Kind != claim.RequestLetter {
		return ""
	}
	for _, id := range m.Requests {
		if r := c.Request(id); r != nil && !r.carried() {
			return r.Channel
		}
	}
	return ""
}

// Message returns the message with the id, or nil.
func (c *Correspondence) Message(id uuid.UUID) *Message {
	if i := slices.IndexFunc(c.Messages, func(m Message) bool { return m.ID == id }); i >= 0 {
		return &c.Messages[i]
	}
	return nil
}

// Unread returns the replies by people that nobody has read yet. While there
// is one, no reminder goes out and nothing lapses.
func (c *Correspondence) Unread() []Message {
	var unread []Message
	for _, m := range c.Messages {
		if m.Unread() {
			unread = append(unread, m)
		}
	}
	return unread
}

// Unread reports whether the message is a reply that a person has to read.
func (m Message) Unread() bool {
	return m.Kind == claim.Reply && (m.Class.Waits() || m.Report != nil) && m.ReadAt.IsZero()
}

// FromDesk reports whether somebody on the desk sent it from their own mailbox: whatever it holds, it
// shows nothing of what has reached the party.
func (m Message) FromDesk() bool { return m.Sender.Staff != uuid.Nil }

// OfParty reports whether it shows that the party has heard from the desk: it came from the party, as
// far as anybody knows, and is no report of a mail server. Whoever had a copy of a letter may write without that.
func (m Message) OfParty() bool {
	return m.Kind == claim.Reply && m.Class != received.MailBounce && !m.FromDesk() && !slices.Contains(m.Sender.Signs, received.SignCopy)
}

// Stranger reports whether it came by mail from an address that was none of the
// party's contact points when it came.
func (m Message) Stranger() bool {
	return m.Kind == claim.Reply && m.By != "" && m.Class != received.MailBounce && m.Contact == uuid.Nil && !m.FromDesk()
}

// ToDeliver returns the letters that were dispatched and whose delivery is not
// settled. A letter whose outcome was lost is handed over again under the same
// Message-ID if it puts a request or is a final notice; a reminder is not.
func (c *Correspondence) ToDeliver() []Message {
	var letters []Message
	for _, m := range c.Messages {
		if m.Kind != claim.Reply && !m.settled() {
			letters = append(letters, m)
		}
	}
	return letters
}

func (m Message) settled() bool {
	switch m.Delivery {
	case DeliveryNone, DeliveryDeferred:
		return false
	case DeliveryUncertain:
		return m.Kind == claim.ReminderLetter || m.Attempts >= MaxUncertain
	}
	return true
}

// Pending returns the claims of the request that still want an answer.
func (r Request) Pending() []uuid.UUID {
	return slices.DeleteFunc(slices.Clone(r.Claims), func(id uuid.UUID) bool {
		return slices.Contains(r.Answered, id) || slices.Contains(r.Dropped, id)
	})
}

// live reports whether the request has gone out and still wants an answer.
func (r Request) live() bool { return r.Lifecycle != Queued && !r.Over() }

// Over reports whether nothing is asked of the party any more.
func (r Request) Over() bool { return r.Lifecycle.Over() }

// Over reports whether a request there asks nothing of the party any more.
func (l Lifecycle) Over() bool {
	switch l {
	case Queued, Sent, Acknowledged, Clarification, PartlyAnswered:
		return false
	}
	return true
}

// ticking reports whether reminders of the request run: it waits for an answer
// about a claim that is not on hold, and the party does not wait for the desk.
func (r Request) ticking() bool {
	return r.live() && r.Lifecycle != Clarification && !r.allHeld()
}

// TimeRuns reports whether the party has not answered, and its time to has not run out: what was made
// public did not wait for it.
func (r Request) TimeRuns(now time.Time) bool {
	return r.ticking() && len(r.Asking()) > 0 && r.AnswerBy.After(now)
}

// Asking returns the claims of the request that an answer is asked about now:
// those that want one and are not on hold.
func (r Request) Asking() []uuid.UUID {
	return slices.DeleteFunc(r.Pending(), func(id uuid.UUID) bool { return slices.Contains(r.Held, id) })
}

func (r Request) allHeld() bool { return len(r.Pending()) > 0 && len(r.Asking()) == 0 }

// Timeliness is how the request stands against its answer-by instant; it is empty of one
// that has not gone out, and of one that the desk gave up without an answer.
func (r Request) Timeliness(now time.Time) Timeliness {
	switch {
	case r.Lifecycle == NoReply:
		return Lapsed
	case r.Lifecycle == Queued || r.Over() && r.AnsweredAt.IsZero():
		return ""
	case r.Over() && r.AnsweredAt.After(r.AnswerBy):
		return LateReply
	case r.Over():
		return InTime
	case now.Before(r.dueSoon()):
		return TimeLeft
	case now.Before(r.AnswerBy):
		return DueSoon
	}
	return Overdue
}

// Stopped says why a letter that was dispatched must not go out any more, or ""
// if it may. The decision to send it may be days old. What the record does not
// tell, a message that has just come or the office hours, is for the sender to ask.
func (c *Correspondence) Stopped(m Message, contact uuid.UUID, now time.Time) claim.Reason {
	if c.Barred != nil {
		return claim.StoppedBarred
	}
	if slices.Contains(c.BadContacts, contact) {
		return claim.StoppedBadContact
	}
	if m.After != uuid.Nil && m.Chosen == uuid.Nil && c.Request(m.Requests[0]).Paused() {
		return claim.StoppedPaused
	}
	if t := c.Telling(m.ID); t != nil && len(t.News) == 0 {
		return claim.StoppedChanged
	}
	if hand := c.hand(m.ID); m.After != uuid.Nil && hand != uuid.Nil && c.heardSince(hand) {
		return claim.StoppedNothingToAsk
	}
	if m.Kind == claim.WithdrawalLetter || m.Kind.Tells() || m.Kind == claim.FollowUpLetter && c.pursued(m.Requests) {
		return ""
	}
	reason := claim.StoppedNothingToAsk
	for _, id := range m.Requests {
		r := c.Request(id)
		switch {
		case r.Over() || m.Kind == claim.FollowUpLetter:
		case r.Paused() && m.Kind.Automatic():
			reason = claim.StoppedPaused
		case !r.Final().After(now):
			reason = claim.StoppedTooLate
		case r.allHeld():
			reason = claim.StoppedOnHold
		case len(r.Asking()) > 0:
			return ""
		}
	}
	return reason
}

// Open reports whether anything is left to wait for: a request that is not
// over, a letter on its way, or a message that nobody has read.
func (c *Correspondence) Open() bool {
	if len(c.ToDeliver()) > 0 || c.waits() || len(c.WaitingFollowUps()) > 0 || c.WaitingTelling() != nil {
		return true
	}
	return slices.ContainsFunc(c.Requests, func(r Request) bool { return !r.Over() })
}

// NextDue is the instant of the next thing that the clock has to do, or the
// zero time for none.
func (c *Correspondence) NextDue() time.Time { return c.soonestDue(c.stepDue) }

// ListedDue is the instant of the next thing that really happens, as lists of cases say it: a reminder that is held
// back until somebody does something is none. It is the zero time for nothing.
func (c *Correspondence) ListedDue() time.Time {
	return c.soonestDue(func(r Request, s claim.Step) bool { return c.stepDue(r, s) && c.stays(r, s.Final) == "" })
}

// soonestDue is the earliest instant at which something is due, with those steps that count.
func (c *Correspondence) soonestDue(counts func(Request, claim.Step) bool) time.Time {
	var due time.Time
	sooner := func(t time.Time) {
		if due.IsZero() || t.Before(due) {
			due = t
		}
	}
	for _, f := range c.WaitingFollowUps() {
		sooner(f.SendAt)
	}
	if t := c.WaitingTelling(); t != nil {
		sooner(t.SendAt)
	}
	for _, o := range c.Pauses {
		if !o.Until.IsZero() && slices.ContainsFunc(c.Requests, func(r Request) bool { return !r.Over() }) {
			sooner(o.Until)
		}
	}
	stopped := c.waits()
	for _, r := range c.Requests {
		if c.putDue(r) {
			sooner(r.SendAt)
		}
		for _, s := range r.Steps {
			if counts(r, s) {
				sooner(s.At)
			}
		}
		if !stopped && r.ticking() && !r.chaseRests() {
			sooner(r.Final())
		}
		if c.intentDue(r) {
			sooner(r.IntentBy)
		}
	}
	for _, r := range c.Requests {
		if !stopped && r.mayPutAgain() && r.Again.At.Before(r.Final()) {
			sooner(r.Again.At)
		}
	}
	return due
}

// may reports whether the step may be taken: its reminders are not paused, the request is not
// about to be put again, and it keeps to the cap. A final notice always does.
func (r Request) may(s claim.Step) bool {
	return !r.Paused() && r.Again == nil && (s.Final || r.Reminders < r.cap())
}

// mute reports whether letters to the party would go nowhere.
func (c *Correspondence) mute() bool {
	if c.Barred != nil {
		return true
	}
	if c.Contact == uuid.Nil {
		return len(c.BadContacts) > 0
	}
	return slices.Contains(c.BadContacts, c.Contact)
}

// carried reports whether letters about the request go out: one that was put in
// person is followed up in person.
func (r Request) carried() bool { return r.Channel.Carried() && r.AskedAt.IsZero() }

// ByHand reports whether a person has put the request, and follows it up.
func (r Request) ByHand() bool { return !r.carried() }

// ChannelOf is the channel that a letter goes out on: that of what it is about.
func (c *Correspondence) ChannelOf(letter Message) claim.Channel {
	for _, id := range letter.Requests {
		if r := c.Request(id); r != nil && r.carried() {
			return r.Channel
		}
	}
	return ""
}

// reminding reports whether a reminder is on its way out. The next one waits
// for it, so that reminders do not pile up while no mail goes out.
func (c *Correspondence) reminding() bool {
	return slices.ContainsFunc(c.Messages, func(m Message) bool { return m.Kind.Automatic() && !m.settled() })
}

// LastLetter is when the latest letter was written, or the zero time.
func (c *Correspondence) LastLetter() time.Time {
	for _, m := range slices.Backward(c.Messages) {
		if m.Kind != claim.Reply {
			return m.At
		}
	}
	return time.Time{}
}
