package rehearsal

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// correspondent reads what happens in one correspondence.
type correspondent struct {
	*reading
	end     *letters.Correspondence
	party   *people.Party
	key     string
	settled map[uuid.UUID]bool // letters of which it was known before what became of them
}

// correspondence takes what the clock does about one party: its letters, and those that it holds back.
func (r *reading) correspondence(h *history, end *letters.Correspondence) {
	c := &correspondent{r, end, r.addressee(end), r.called[end.Party].Name, map[uuid.UUID]bool{}}
	before := claim.Fold(h.stream, h.entries[:h.base], time.Time{}).(*letters.Correspondence)
	waiting := map[uuid.UUID]bool{}
	for _, m := range before.ToDeliver() {
		waiting[m.ID] = true
	}
	for _, m := range before.Messages {
		c.settled[m.ID] = m.Kind == claim.Reply || !waiting[m.ID]
	}
	for _, e := range h.entries[h.base:] {
		c.fact(e)
	}
	for _, m := range end.ToDeliver() {
		why := claim.HandOverHeld
		if m.Reason != "" {
			why = m.Reason
		}
		c.add(Entry{At: m.At, Kind: HeldBack, Says: m.Kind.One(m.Number) + " is not handed over", Why: why.Says()})
	}
}

func (c *correspondent) add(e Entry) {
	e.Party = c.key
	c.reading.add(e, c.party)
}

func (c *correspondent) fact(e claim.Entry) {
	switch f := e.Fact.(type) {
	case letters.MessageSettled:
		c.became(e, f)
	case letters.ReminderHeldBack:
		says, until := "a reminder is held back", ""
		if f.Final {
			says = "the final notice is held back"
		}
		if f.Why.LookedAt() != "" {
			until = "; it is looked at again " + f.Why.LookedAt()
		}
		c.add(Entry{At: e.At, Kind: HeldBack, Says: says, Why: f.Why.Says() + until})
	case letters.RequestHeldBack:
		c.add(Entry{At: e.At, Kind: HeldBack, Says: "the request is held back", Why: f.Why.Says() + "; it is looked at again " + f.Why.LookedAt()})
	case letters.RemindersReplanned:
		if why := f.Reason.Replanned(); why != "" {
			c.add(Entry{At: e.At, Kind: Replanned, Says: "the reminders to come are others", Why: why})
		}
	case letters.RequestLapsed:
		c.add(Entry{At: e.At, Kind: Lapsed, Says: "the time to answer is over: " + string(f.Silence)})
	case letters.RequestExtended:
		c.add(Entry{At: e.At, Kind: Extended, Says: "it has time until " + claim.Moment(f.AnswerBy, c.party.Location()), Why: c.text(f.Reason)})
	case letters.MessageReceived:
		c.add(Entry{At: e.At, Kind: Heard, Says: "it writes"})
	case letters.AttemptLogged:
		c.add(Entry{At: e.At, Kind: Heard, Says: "it is tried " + f.Channel.How() + ": " + string(f.Result)})
	case letters.ResponseRecorded:
		var says []string
		for _, a := range f.Stances {
			if s := string(a.Stance); !slices.Contains(says, s) {
				says = append(says, s)
			}
		}
		c.add(Entry{At: e.At, Kind: Answered, Says: "it answers: " + strings.Join(says, ", ")})
	}
}

// became takes what became of a letter.
func (c *correspondent) became(e claim.Entry, f letters.MessageSettled) {
	m := c.end.Message(f.Message)
	if m == nil {
		return
	}
	title := m.Kind.One(m.Number)
	known := c.settled[m.ID]
	c.settled[m.ID] = true
	switch f.Delivery {
	case letters.DeliveryStopped:
		c.add(Entry{At: e.At, Kind: HeldBack, Says: title + " is called off", Why: f.Reason.Says()})
	case letters.DeliveryHardBounce, letters.DeliverySoftBounce:
		c.add(Entry{At: e.At, Kind: CameBack, Says: title + " comes back", Why: f.Reason.Says()})
	default:
		if known {
			return
		}
		c.notes = append(c.notes, note{len(c.entries), f.Content})
		c.add(Entry{At: f.At, Kind: Letter, Says: title})
	}
}

// deadlines are until when the party is asked to answer, and to say whether it will.
func (r *reading) deadlines(l *letters.Correspondence) {
	c := &correspondent{reading: r, end: l, party: r.addressee(l), key: r.called[l.Party].Name}
	for _, q := range l.Requests {
		withdrawn := q.Lifecycle == letters.RequestWithdrawn
		over := func(at time.Time) bool {
			return withdrawn || q.Over() && !q.AnsweredAt.IsZero() && q.AnsweredAt.Before(at)
		}
		if at := q.AnswerBy; at.After(r.from) && !over(at) {
			c.add(Entry{At: at, Kind: Deadline, Says: "its time to answer ends"})
		}
		if at := q.IntentBy; at.After(r.from) && !over(at) {
			c.add(Entry{At: at, Kind: Intent, Says: "it was asked to say by now whether it will answer"})
		}
	}
}

// claim takes what the clock makes public, or could not.
func (r *reading) claim(h *history, end *verification.Claim) {
	for _, e := range h.entries[h.base:] {
		switch f := e.Fact.(type) {
		case finding.ClaimPublished:
			r.add(Entry{At: e.At, Kind: Published, Claim: r.keyOf(end), Says: "the finding is made public"}, nil)
		case finding.PublicationMissed:
			r.add(Entry{At: e.At, Kind: NotPublished, Claim: r.keyOf(end), Says: "the finding is not made public", Why: f.Refused.Message}, nil)
		}
	}
}

// turns takes what comes to be somebody's turn: the first that is known of each, unless it is
// over before it begins.
func (r *reading) turns(h *history) {
	state := claim.Fold(h.stream, h.entries[:h.base], time.Time{})
	waiting, shown, at := state.Turns(), map[string]bool{}, map[string]int{} // at: where in the entries
	for _, t := range waiting {
		shown[t.Item()] = !t.Since.After(r.from)
	}
	begins := func(until, changed time.Time) {
		for _, t := range waiting {
			if !shown[t.Item()] && !t.Since.After(until) {
				shown[t.Item()], at[t.Item()] = true, len(r.entries)
				r.turn(h, t, later(t.Since, changed))
			}
		}
	}
	changed := r.from
	for _, e := range h.entries[h.base:] {
		begins(e.At, changed)
		state.Evolve(e)
		waiting, changed = state.Turns(), e.At
		for item := range shown {
			if !slices.ContainsFunc(waiting, func(t claim.Turn) bool { return t.Item() == item }) {
				delete(shown, item)
				r.passing(at, item, e.At)
			}
		}
	}
	begins(r.until, changed)
}

// soon is how long something is somebody's turn at least: what is over before is not worth to be told.
const soon = time.Minute

// passing takes a turn back that was over in a moment.
func (r *reading) passing(at map[string]int, item string, ended time.Time) {
	if i, ok := at[item]; ok && ended.Sub(r.entries[i].At) < soon {
		r.entries[i].Kind = ""
	}
	delete(at, item)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (r *reading) turn(h *history, t claim.Turn, at time.Time) {
	why, next := desk.TurnSays(t)
	e := Entry{At: at, Kind: Turn, Says: next, Why: why}
	switch end := h.end.(type) {
	case *letters.Correspondence:
		e.Party = r.called[end.Party].Name
	case *verification.Claim:
		e.Claim = r.keyOf(end)
	}
	r.add(e, nil)
}
