// Package chase lays what happened with a party, and what is still to come, along one
// lane: letters, reminders with the reason for each time, what came back, what the party
// said, until when it is asked to answer, and when its office is open. It follows from a
// correspondence and a calendar, and from nothing else: no clock, no record, no page.
package chase

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/calendar"
	"github.com/onrecord/onrecord/claim/letters"
)

// Kind is what a mark stands for. Each has a sign of its own, whatever its colour.
type Kind string

// Every kind of mark.
const (
	Asked    Kind = "asked"
	Reminded Kind = "reminded"
	Notice   Kind = "notice"   // the final one
	Wrote    Kind = "wrote"    // any other letter of ours
	CameBack Kind = "cameback" // a letter of ours
	Heard    Kind = "heard"    // a message of the party
	Answered Kind = "answered"
	Deadline Kind = "deadline"
)

// Mark is something that happened with a party, or is to come.
type Mark struct {
	At      time.Time
	Kind    Kind
	Says    string
	Planned bool
}

// Span is a stretch of time.
type Span struct{ From, Until time.Time }

// Lane is what concerns one party, the oldest first.
type Lane struct {
	Party  uuid.UUID
	Marks  []Mark
	Asking []Span    // from when on it was asked, and until when it has time
	Extend uuid.UUID // the request whose time runs out first; zero if none runs
	Until  time.Time // when that is
}

// Of is the lane of a correspondence. ahead is what is planned for each of its requests.
func Of(l *letters.Correspondence, ahead func(request uuid.UUID) []claim.Step, reason func(claim.Step) string) Lane {
	lane := Lane{Party: l.Party}
	for _, r := range l.Requests {
		lane.request(r)
		for _, s := range ahead(r.ID) {
			lane.planned(s, reason)
		}
	}
	for _, m := range l.Messages {
		lane.message(l, m)
	}
	for _, a := range l.Attempts {
		lane.add(Mark{At: a.At, Kind: Wrote, Says: "was tried " + a.Channel.How() + ": " + string(a.Result)})
	}
	for _, r := range l.Responses {
		lane.add(Mark{At: r.ReceivedAt, Kind: Answered, Says: "answered: " + stances(r)})
	}
	slices.SortStableFunc(lane.Marks, func(a, b Mark) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Says, b.Says)) })
	return lane
}

// add takes a mark, once: one letter asks and reminds of several requests.
func (l *Lane) add(m Mark) {
	if !slices.Contains(l.Marks, m) {
		l.Marks = append(l.Marks, m)
	}
}

func (l *Lane) request(r letters.Request) {
	if r.Lifecycle == letters.Queued {
		l.add(Mark{At: r.SendAt, Kind: Asked, Says: "the request goes out", Planned: true})
	}
	if r.Lifecycle == letters.RequestWithdrawn {
		return
	}
	from := r.SentAt
	if from.IsZero() {
		from = r.SendAt
	}
	l.Asking = append(l.Asking, Span{from, r.AnswerBy})
	over := r.Over()
	l.add(Mark{At: r.AnswerBy, Kind: Deadline, Says: "time to answer ends", Planned: !over})
	if !over && (l.Until.IsZero() || r.AnswerBy.Before(l.Until)) {
		l.Extend, l.Until = r.ID, r.AnswerBy
	}
}

func (l *Lane) planned(s claim.Step, reason func(claim.Step) string) {
	m := Mark{At: s.At, Kind: Reminded, Says: "a reminder is planned", Planned: true}
	if s.Final {
		m.Kind, m.Says = Notice, "the final notice is planned"
	}
	if why := reason(s); why != "" {
		m.Says += ": " + why
	}
	l.add(m)
}

func (l *Lane) message(of *letters.Correspondence, m letters.Message) {
	answer := func(r letters.Response) bool { return r.Message == m.ID }
	switch {
	case m.Kind == claim.Reply && (!m.OfParty() || !m.Class.Waits() || slices.ContainsFunc(of.Responses, answer)):
	case m.Kind == claim.Reply && m.Unread():
		l.add(Mark{At: m.At, Kind: Heard, Says: "wrote, and nobody has read it"})
	case m.Kind == claim.Reply:
		l.add(Mark{At: m.At, Kind: Heard, Says: "wrote"})
	case m.Failed():
		l.add(Mark{At: m.At, Kind: CameBack, Says: "came back: " + m.Kind.One(m.Number)})
	case m.Delivery == letters.DeliveryStopped:
	case of.PutBy(m) != "":
		l.add(Mark{At: m.At, Kind: Asked, Says: "was asked " + of.PutBy(m).How()})
	case m.Delivery == letters.DeliveryNone || m.Delivery == letters.DeliveryDeferred:
		l.add(Mark{At: m.At, Kind: letter(m.Kind), Says: "on its way: " + m.Kind.One(m.Number), Planned: true})
	case m.Delivery == letters.DeliveryUncertain:
		l.add(Mark{At: m.At, Kind: letter(m.Kind), Says: "may have gone out: " + m.Kind.One(m.Number)})
	default:
		l.add(Mark{At: m.At, Kind: letter(m.Kind), Says: "went out: " + m.Kind.One(m.Number)})
	}
}

func letter(k claim.MessageKind) Kind {
	switch k {
	case claim.RequestLetter:
		return Asked
	case claim.ReminderLetter:
		return Reminded
	case claim.FinalNoticeLetter:
		return Notice
	}
	return Wrote
}

// stances are what a response says, each once.
func stances(r letters.Response) string {
	var says []string
	for _, a := range r.Stances {
		if s := string(a.Stance); !slices.Contains(says, s) {
			says = append(says, s)
		}
	}
	return strings.Join(says, ", ")
}

// MaxOffice is how many stretches of open hours a lane shows; with more of them there is
// nothing to see.
const MaxOffice = 45

// Office is when a party can be written to between two instants; none if that is always,
// or changes too often to be shown.
func Office(c claim.Calendar, from, until time.Time) []Span {
	if c.Party.RoundTheClock() || until.Sub(from) > MaxOffice*24*time.Hour {
		return nil
	}
	var open []Span
	for at := from; at.Before(until) && len(open) < MaxOffice; {
		start := c.Next(at)
		if !c.Open(start) || !start.Before(until) {
			break
		}
		end := closes(c, start, until)
		open = append(open, Span{start, end})
		at = end
	}
	return open
}

// closes is when the office that is open at an instant closes on that day.
func closes(c claim.Calendar, start, until time.Time) time.Time {
	minutes := c.Party.To
	if minutes == 0 {
		minutes = 24 * 60
	}
	end := calendar.At(start.In(c.Zone), minutes).UTC()
	switch {
	case !end.After(start): // where a clock change makes the day shorter
		return start.Add(time.Minute)
	case end.After(until):
		return until
	}
	return end
}
