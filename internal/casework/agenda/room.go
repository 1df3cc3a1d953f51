// Package agenda shows what stands ahead as a feed for calendars (iCalendar, RFC 5545): answers
// and words of intent that are due, reminders and notices to come, reviews, publications, when
// stories run and embargoes end, and what waits for a person until a time. As notices do, it says
// what and in which case: no word of a claim, no party, and of a restricted case not even its name.
package agenda

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

const (
	// Days is how many days ahead a feed looks.
	Days = 90
	// MaxEvents is how many events a feed has at most, the next ones.
	MaxEvents = 2000
)

const (
	maxStreams = MaxEvents + 1 // that are looked at
	chunk      = 200           // that are read at once
	turnsPage  = 200
)

// Store is the record, as far as the agenda needs it.
type Store interface {
	// Ahead returns what has something ahead, the earliest first, up to a limit.
	Ahead(ctx context.Context, q lists.AheadQuery) ([]lists.AheadRow, error)
	// Turn returns a page of what waits, and the cursor of the next.
	Turn(ctx context.Context, q lists.TurnQuery) ([]lists.TurnRow, string, error)
	LoadAll(ctx context.Context, kind claim.StreamKind, ids ...uuid.UUID) ([]claim.Aggregate, error)
	Called(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]lists.Called, error)
}

// Room is where agendas are made.
type Room struct {
	door  *casework.Door
	reads *reading.Room
	store Store
	clock casework.Clock
}

// New makes the room beside the reading room.
func New(door *casework.Door, reads *reading.Room, store Store, clock casework.Clock) *Room {
	return &Room{door, reads, store, clock}
}

// Feed is what stands ahead.
type Feed struct {
	Name   string
	Events []Event // in order of time
	Cut    bool    // there is more than [MaxEvents]
	At     time.Time
}

// Mine is what stands ahead for a person: what waits for it with a time, and all in the cases
// that it owns or has worked on.
func (r *Room) Mine(ctx context.Context, who casework.Caller) (Feed, error) {
	b, err := r.begin(who)
	if err != nil {
		return Feed{}, err
	}
	if err := b.ahead(ctx, lists.AheadQuery{Own: true}); err != nil {
		return Feed{}, err
	}
	if err := b.turns(ctx); err != nil {
		return Feed{}, err
	}
	return b.feed(ctx, "Onrecord: mine")
}

// Desk is what stands ahead in all cases that a person may see.
func (r *Room) Desk(ctx context.Context, who casework.Caller) (Feed, error) {
	b, err := r.begin(who)
	if err != nil {
		return Feed{}, err
	}
	if err := b.ahead(ctx, lists.AheadQuery{}); err != nil {
		return Feed{}, err
	}
	return b.feed(ctx, "Onrecord: the desk")
}

// Case is what stands ahead in one case. It returns [claim.CodeNotFound] for one that the
// person may not see.
func (r *Room) Case(ctx context.Context, who casework.Caller, name string) (Feed, error) {
	b, err := r.begin(who)
	if err != nil {
		return Feed{}, err
	}
	c, err := r.door.TheCase(ctx, who, name)
	if err != nil {
		return Feed{}, err
	}
	b.story(c)
	if err := b.ahead(ctx, lists.AheadQuery{Case: c.ID}); err != nil {
		return Feed{}, err
	}
	title := "Onrecord: a case"
	if c.Sensitivity != claim.Restricted {
		called, err := r.store.Called(ctx, []uuid.UUID{c.ID})
		if err != nil {
			return Feed{}, err
		}
		title = "Onrecord: " + cmp.Or(called[c.ID].Name, casework.Erased)
	}
	return b.feed(ctx, title)
}

// builder gathers the events of one feed.
type builder struct {
	*Room
	who        casework.Caller
	now, until time.Time
	events     map[string]Event // by their UIDs
	cases      map[uuid.UUID]*cases.Case
	more       bool
}

func (r *Room) begin(who casework.Caller) (*builder, error) {
	now := claim.Instant(r.clock.Now())
	b := &builder{Room: r, who: who, now: now, until: now.AddDate(0, 0, Days), events: map[string]Event{}, cases: map[uuid.UUID]*cases.Case{}}
	return b, who.May(casework.MayReadCases)
}

// ahead takes in what the record has ahead, the earliest first, and ends where the feed is full.
func (b *builder) ahead(ctx context.Context, q lists.AheadQuery) error {
	q.Viewer, q.Now, q.Until, q.Limit = b.who.Viewer(), b.now, b.until, maxStreams
	rows, err := b.store.Ahead(ctx, q)
	if err != nil {
		return err
	}
	b.more = len(rows) == maxStreams
	for part := range slices.Chunk(rows, chunk) {
		if len(b.events) > MaxEvents && part[0].At.After(b.sorted()[MaxEvents-1].At) {
			b.more = true // what follows is later than all that the feed has room for
			return nil
		}
		if err := b.take(ctx, part); err != nil {
			return err
		}
	}
	return nil
}

// feed is what was gathered, with the names of the cases that may be named.
func (b *builder) feed(ctx context.Context, name string) (Feed, error) {
	f := Feed{Name: name, Events: b.sorted(), Cut: b.more, At: b.now}
	if len(f.Events) > MaxEvents {
		f.Events, f.Cut = f.Events[:MaxEvents], true
	}
	return f, b.name(ctx, f.Events)
}

func (b *builder) sorted() []Event {
	all := make([]Event, 0, len(b.events))
	for _, e := range b.events {
		all = append(all, e)
	}
	slices.SortFunc(all, func(x, y Event) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.UID, y.UID)) })
	return all
}

// name puts the case into the title of each event, but for restricted ones.
func (b *builder) name(ctx context.Context, events []Event) error {
	var ids []uuid.UUID
	for _, e := range events {
		if e.of != uuid.Nil {
			ids = append(ids, e.of)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	if err := b.load(ctx, ids); err != nil {
		return err
	}
	called, err := b.store.Called(ctx, ids)
	if err != nil {
		return err
	}
	for i, e := range events {
		if c, name := b.cases[e.of], called[e.of].Name; c != nil && c.Sensitivity != claim.Restricted && name != "" {
			events[i].Title += " in " + name
		}
	}
	return nil
}

// load reads those of the cases that were not read yet.
func (b *builder) load(ctx context.Context, ids []uuid.UUID) error {
	var unread []uuid.UUID
	for _, id := range casework.Unique(ids) {
		if b.cases[id] == nil {
			unread = append(unread, id)
		}
	}
	for part := range slices.Chunk(unread, chunk) {
		states, err := b.store.LoadAll(ctx, claim.StreamCase, part...)
		if err != nil {
			return err
		}
		for _, state := range states {
			if c, ok := state.(*cases.Case); ok {
				b.cases[c.ID] = c
			}
		}
	}
	return nil
}
