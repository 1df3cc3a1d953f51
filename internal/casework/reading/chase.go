package reading

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/chase"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// Chase is how the parties of a case are chased: a lane each, on one scale of time.
type Chase struct {
	From, Until time.Time // of the scale
	At          time.Time // the instant that the lanes are of
	PublishAt   time.Time // when the story runs; zero if that is not said, or beyond the scale
	Lanes       []ChaseLane
	More        int // parties besides
}

// ChaseLane is the lane of one party.
type ChaseLane struct {
	chase.Lane
	Key, Name string
	Zone      *time.Location // of the party; nil if it is asked nothing any more
	Open      bool           // its office is, at the instant of the lanes
	Office    []chase.Span
}

// Next is what goes out next to the party, or nil.
func (l ChaseLane) Next(at time.Time) *chase.Mark {
	for _, m := range l.Marks {
		if m.Planned && m.Kind != chase.Deadline && !m.At.Before(at) {
			return &m
		}
	}
	return nil
}

// MaxLanes is how many lanes a page has at most.
const MaxLanes = 60

// Chase shows the lanes of a case as of an instant, nil for now.
func (r *Room) Chase(ctx context.Context, caller casework.Caller, caseName string, asOf *time.Time) (Chase, report.Report, error) {
	b, err := r.Gather(ctx, caller, caseName, asOf)
	if err != nil {
		return Chase{}, report.Report{}, err
	}
	return chaseOf(b, MaxLanes), b.Head(), nil
}

// chaseOf are the lanes of up to so many parties: those whose time runs out first, and then
// those of whom nothing is asked any more.
func chaseOf(b *report.Gathered, most int) Chase {
	out := Chase{At: b.AsOf}
	for _, l := range b.Letters {
		if len(l.Requests) == 0 {
			continue
		}
		ahead := func(request uuid.UUID) []claim.Step { return b.Outlook(l).About(request) }
		zone := time.UTC
		party, known := b.Awaited(l.Party)
		if known {
			zone = party.Location()
		}
		lane := ChaseLane{Key: b.Parties[l.Party].Key, Name: b.Parties[l.Party].Name}
		lane.Lane = chase.Of(l, ahead, func(s claim.Step) string { return requests.Planned([]claim.Step{s}, zone)[0].Reason })
		if known && lane.Extend != uuid.Nil {
			lane.Zone, lane.Open = zone, b.Office(party).Open(b.AsOf)
		}
		out.Lanes = append(out.Lanes, lane)
	}
	slices.SortStableFunc(out.Lanes, func(x, y ChaseLane) int {
		return cmp.Or(never(x.Until).Compare(never(y.Until)), cmp.Compare(x.Name, y.Name))
	})
	if len(out.Lanes) > most {
		out.More, out.Lanes = len(out.Lanes)-most, out.Lanes[:most]
	}
	out.scale(b.Case.PublishAt)
	for i := range out.Lanes {
		lane := &out.Lanes[i]
		if party, known := b.Awaited(lane.Party); known && lane.Zone != nil {
			lane.Office = chase.Office(b.Office(party), out.From, out.Until)
		}
	}
	return out
}

// never is later than any instant, for none.
func never(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(1<<40, 0)
	}
	return t
}

// scale spans what the lanes show, the instant that they are of, and the publication if it
// is not far beyond.
func (c *Chase) scale(publishAt time.Time) {
	c.From, c.Until = c.At, c.At
	take := func(t time.Time) {
		if t.Before(c.From) {
			c.From = t
		}
		if t.After(c.Until) {
			c.Until = t
		}
	}
	for _, l := range c.Lanes {
		for _, m := range l.Marks {
			take(m.At)
		}
		for _, s := range l.Asking {
			take(s.From)
		}
	}
	if length := c.Until.Sub(c.From); publishAt.After(c.From) && publishAt.Before(c.Until.Add(length+24*time.Hour)) {
		c.PublishAt = publishAt
		take(publishAt)
	}
}
