package agenda

import (
	"context"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// Event is one thing that stands ahead.
type Event struct {
	UID   string // the same as long as it is the same thing, whenever it is to happen
	At    time.Time
	Title string // what, and in which case
	Path  string // of the page where it is looked at. It names no case: addresses are kept where nobody looks after them

	of uuid.UUID // the case; zero for none
}

// add takes an event in, if it is ahead; the first of what is the same stays.
func (b *builder) add(e Event, key ...string) {
	if !e.At.After(b.now) || e.At.After(b.until) {
		return
	}
	e.UID = claim.DerivedID(append([]string{"agenda"}, key...)...).String()
	if _, known := b.events[e.UID]; !known {
		b.events[e.UID] = e
	}
}

// take reads streams that have something ahead.
func (b *builder) take(ctx context.Context, rows []lists.AheadRow) error {
	ids := map[claim.StreamKind][]uuid.UUID{}
	for _, row := range rows {
		ids[row.Stream.Kind] = append(ids[row.Stream.Kind], row.Stream.ID)
	}
	of := ids[claim.StreamCase]
	delete(ids, claim.StreamCase)
	var asking []*letters.Correspondence
	for kind, some := range ids {
		states, err := b.store.LoadAll(ctx, kind, some...)
		if err != nil {
			return err
		}
		for _, state := range states {
			switch state := state.(type) {
			case *letters.Correspondence:
				asking, of = append(asking, state), append(of, state.Case)
			case *verification.Claim:
				b.finding(state)
				of = append(of, state.Case)
			}
		}
	}
	if err := b.load(ctx, of); err != nil {
		return err
	}
	for _, id := range of {
		if c := b.cases[id]; c != nil {
			b.story(c)
		}
	}
	if len(asking) == 0 {
		return nil
	}
	around, err := b.reads.LookAhead(ctx, asking)
	if err != nil {
		return err
	}
	for _, c := range asking {
		b.asked(c, around)
	}
	return nil
}

// story is when a case runs, and when its embargo ends.
func (b *builder) story(c *cases.Case) {
	at := Event{Path: "/cases/" + c.ID.String(), of: c.ID}
	at.At, at.Title = c.PublishAt, "A story is to run"
	b.add(at, "story", c.ID.String())
	at.At, at.Title = c.Embargo, "An embargo ends"
	b.add(at, "embargo", c.ID.String())
}

// finding is when a claim is to be reviewed, and when its finding is published.
func (b *builder) finding(c *verification.Claim) {
	at := Event{Path: "/cases/" + c.Case.String() + "/claims/" + c.ID.String(), of: c.Case}
	for _, t := range c.Turns() {
		if t.Kind.Review() {
			at.At, at.Title = t.Due, "A review is due"
			b.add(at, "review", c.ID.String())
		}
	}
	if c.Schedule != nil && !c.Stage.Over() {
		at.At, at.Title = c.Schedule.At, "A finding is published"
		b.add(at, "publication", c.ID.String())
	}
}

// asked is what is due in a correspondence, and what goes out in it if nobody answers.
func (b *builder) asked(c *letters.Correspondence, around claim.Around) {
	outlook := c.Outlook(b.now, around)
	letter := map[claim.Step]bool{} // several requests are reminded of in one letter
	for _, r := range c.Requests {
		if r.Over() {
			continue
		}
		at := Event{Path: "/requests/" + r.ID.String(), of: c.Case}
		at.At, at.Title = r.AnswerBy, "An answer is due"
		b.add(at, "answer", r.ID.String())
		at.At, at.Title = r.IntentBy, "A word on whether there will be an answer is due"
		b.add(at, "intent", r.ID.String())
		for i, s := range outlook.About(r.ID) {
			one := claim.Step{At: s.At, Final: s.Final}
			if letter[one] {
				continue
			}
			letter[one] = true
			at.At, at.Title = s.At, "A reminder goes out"
			key := []string{"reminder", r.ID.String(), strconv.Itoa(r.Reminders + r.Notices + i)}
			if s.Final {
				at.Title, key = "The final notice goes out", []string{"notice", r.ID.String()}
			}
			b.add(at, key...)
		}
	}
}

// turns takes in what waits for the person and is due at a time.
func (b *builder) turns(ctx context.Context) error {
	q, err := b.reads.TurnsOf(ctx, b.who)
	if err != nil {
		return err
	}
	q.Limit = turnsPage
	for read := 0; read < MaxEvents; read += q.Limit {
		rows, next, err := b.store.Turn(ctx, q)
		if err != nil {
			return err
		}
		for _, row := range rows {
			b.turn(row)
		}
		if q.After = next; next == "" {
			return nil
		}
	}
	b.more = true
	return nil
}

func (b *builder) turn(row lists.TurnRow) {
	if row.Due.IsZero() {
		return
	}
	at := Event{At: row.Due, Path: "/turns/" + row.Item(), of: row.Case}
	switch {
	case row.Kind.Review():
		at.Title = "A review is due"
		b.add(at, "review", row.Subject.String())
	case row.Kind == claim.TurnDue:
		at.Title = "An answer is due"
		b.add(at, "answer", row.Subject.String())
	default:
		at.Title = "Your turn until then: " + desk.TurnTitle(row.Kind)
		b.add(at, "turn", row.Item())
	}
}
