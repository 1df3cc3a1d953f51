package desk

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// Month is what a desk did in a month, and what waits now, in the cases that whoever asks may see. Samples are not in it.
type Month struct {
	Month string         `json:"month" doc:"such as 2026-11"`
	Zone  string         `json:"zone" doc:"that of the desk: its days are meant"`
	AsOf  time.Time      `json:"asOf" doc:"when it was counted"`
	Done  []MonthDone    `json:"done" doc:"what was done, and how often on each day"`
	Waits []MonthWaiting `json:"waits" doc:"what waits now, by whose turn it is; whoever has most comes first"`
}

// MonthDone is one kind of thing that was done.
type MonthDone struct {
	What string `json:"what" doc:"in words, such as letters sent"`
	N    int    `json:"n" doc:"in the month"`
	Days []int  `json:"days" doc:"on each day of the month, from the first; those to come are left out"`
}

// MonthWaiting is what waits for one person.
type MonthWaiting struct {
	Person string    `json:"person,omitempty" doc:"name; left out for nobody in particular"`
	N      int       `json:"n"`
	Day    int       `json:"day" doc:"of them, what waits less than a day"`
	Week   int       `json:"week" doc:"what waits a day and longer, and less than seven"`
	Older  int       `json:"older" doc:"what waits seven days and longer"`
	Oldest time.Time `json:"oldest" doc:"since when the oldest waits"`
}

// monthFacts are what a month is counted by; has is what their JSON contains.
var monthFacts = []struct {
	what  string
	facts []claim.Fact
	has   []string
}{
	{"claims written", []claim.Fact{verification.ClaimDrafted{}}, nil},
	{"letters sent", []claim.Fact{letters.MessageSettled{}}, []string{`"delivery":"` + string(letters.DeliveryAccepted) + `"`, `"content":"`}}, // what was put by hand has no content
	{"messages received", []claim.Fact{letters.MessageReceived{}, letters.PageAnswered{}}, nil},
	{"answers recorded", []claim.Fact{letters.ResponseRecorded{}}, nil},
	{"outcomes proposed", []claim.Fact{finding.OutcomeProposed{}}, nil},
	{"sign-offs", []claim.Fact{finding.ClaimSigned{}}, nil},
	{"publications and changes", []claim.Fact{finding.ClaimPublished{}}, nil},
}

// monthForm is how a month is written, as in ISO 8601.
const monthForm = "2006-01"

// Month counts what the desk did in a month, such as 2026-11; that of today if it is empty.
func (r *Room) Month(ctx context.Context, caller casework.Caller, month string) (Month, error) {
	if err := caller.May(casework.MayReadActivity); err != nil {
		return Month{}, err
	}
	settings, err := r.door.DeskSettings(ctx)
	if err != nil {
		return Month{}, err
	}
	zone, now := settings.Location(), r.now()
	if month == "" {
		month = now.In(zone).Format(monthForm)
	}
	from, err := time.ParseInLocation(monthForm, month, zone)
	if err != nil || from.Year() < 1970 {
		return Month{}, casework.Invalid("month", "write it as 2026-11")
	}
	if from.After(now) {
		return Month{}, casework.Invalid("month", "it has not begun")
	}
	out := Month{Month: month, Zone: zone.String(), AsOf: now}
	if out.Done, err = r.monthDone(ctx, caller, from, now); err != nil {
		return Month{}, err
	}
	out.Waits, err = r.monthWaits(ctx, caller, now)
	return out, err
}

// monthDone counts each kind of thing on each day of a month, until now.
func (r *Room) monthDone(ctx context.Context, caller casework.Caller, from, now time.Time) ([]MonthDone, error) {
	to := from.AddDate(0, 1, 0)
	days := to.AddDate(0, 0, -1).Day()
	if now.Before(to) {
		days = now.In(from.Location()).Day()
	}
	done := make([]MonthDone, len(monthFacts))
	at := map[string]int{}
	var of []lists.TallyOf
	for i, f := range monthFacts {
		done[i] = MonthDone{What: f.what, Days: make([]int, days)}
		for _, fact := range f.facts {
			of, at[fact.FactKind()] = append(of, lists.TallyOf{Kind: fact.FactKind(), Has: f.has}), i
		}
	}
	tallies, err := r.store.Tally(ctx, caller.Viewer(), of, from, to)
	for _, t := range tallies {
		if day := t.From.In(from.Location()); day.Month() == from.Month() && day.Day() <= days { // an entry beside the month's edge can be among them
			one := &done[at[t.Kind]]
			one.N += t.N
			one.Days[day.Day()-1] += t.N
		}
	}
	return done, err
}

func (r *Room) monthWaits(ctx context.Context, caller casework.Caller, now time.Time) ([]MonthWaiting, error) {
	loads, err := r.store.TurnLoad(ctx, caller.Viewer(), now, turnPool)
	if err != nil {
		return nil, err
	}
	people := make([]uuid.UUID, len(loads))
	for i, l := range loads {
		people[i] = l.Person
	}
	called, err := r.store.Called(ctx, slices.DeleteFunc(people, func(id uuid.UUID) bool { return id == uuid.Nil }))
	waits := make([]MonthWaiting, len(loads))
	for i, l := range loads {
		waits[i] = MonthWaiting{Person: called[l.Person].Title, N: l.N, Day: l.Day, Week: l.Week, Older: l.N - l.Day - l.Week, Oldest: l.Oldest}
	}
	return waits, err
}
