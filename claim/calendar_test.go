package claim_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
)

var weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

func zone(t fatal, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatalf("zone %s: %v", name, err)
	}
	return z
}

func TestNextOpening(t *testing.T) {
	office := claim.OfficeHours{Days: weekdays, From: 9 * 60, To: 17 * 60, Holidays: []string{"2017-04-14", "2017-04-17"}}
	night := claim.OfficeHours{From: 2*60 + 30, To: 3*60 + 15}
	morning := claim.OfficeHours{To: 12 * 60}
	allDay := claim.OfficeHours{Days: weekdays}
	tests := []struct {
		sentence string
		hours    claim.OfficeHours
		zone     string
		t, want  string // in the zone; want is with its offset
	}{
		{"an open office is open now", office, "Europe/Berlin", "2017-03-13 09:00", "2017-03-13T09:00:00+01:00"},
		{"before hours it opens the same day", office, "Europe/Berlin", "2017-03-13 08:59", "2017-03-13T09:00:00+01:00"},
		{"the closing minute is closed", office, "Europe/Berlin", "2017-03-13 17:00", "2017-03-14T09:00:00+01:00"},
		{"a weekend opens on Monday", office, "Europe/Berlin", "2017-03-18 12:00", "2017-03-20T09:00:00+01:00"},
		{"a weekend with a clock change opens at the same hour of the clock", office, "Europe/Berlin", "2017-03-24 18:00", "2017-03-27T09:00:00+02:00"},
		{"and in autumn too", office, "America/New_York", "2017-11-03 18:00", "2017-11-06T09:00:00-05:00"},
		{"Easter opens on Tuesday", office, "Europe/Berlin", "2017-04-13 17:30", "2017-04-18T09:00:00+02:00"},
		{"a month ends", office, "Europe/Berlin", "2017-03-31 17:30", "2017-04-03T09:00:00+02:00"},
		{"an opening that a clock change skips is at the change", night, "Europe/Berlin", "2017-03-26 01:00", "2017-03-26T03:00:00+02:00"},
		{"an opening that a clock change repeats is at the first", night, "Europe/Berlin", "2017-10-29 01:00", "2017-10-29T02:30:00+02:00"},
		{"a midnight that a clock change skips opens at one", morning, "Asia/Beirut", "2018-03-24 12:00", "2018-03-25T01:00:00+03:00"},
		{"a weekend with such a midnight opens on Monday", allDay, "Asia/Beirut", "2018-03-24 12:00", "2018-03-26T00:00:00+03:00"},
		{"round the clock is always open", claim.OfficeHours{}, "Asia/Tokyo", "2017-03-18 03:00", "2017-03-18T03:00:00+09:00"},
		{"hours that never open give the instant back", claim.OfficeHours{Days: []time.Weekday{9}}, "UTC", "2017-03-18 03:00", "2017-03-18T03:00:00Z"},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			z := zone(t, test.zone)
			at, err := time.ParseInLocation("2006-01-02 15:04", test.t, z)
			if err != nil {
				t.Fatal(err)
			}
			if got := test.hours.Next(at, z).In(z).Format(time.RFC3339); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// The next opening is what looking at every minute finds.
func TestNextOpeningAlways(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe", "America/Santiago", "Pacific/Apia", "UTC"}
	starts := []string{"2017-03-10", "2017-03-24", "2017-10-27", "2017-11-03", "2017-09-30", "2017-04-01", "2011-12-28", "2023-04-26", "2016-12-30"}
	rapid.Check(t, func(t *rapid.T) {
		z := zone(t, draw(t, zones))
		start, _ := time.ParseInLocation(time.DateOnly, draw(t, starts), z)
		at := start.Add(time.Duration(below(t, 72*60))*time.Minute + time.Duration(below(t, 60))*time.Second)
		h := claim.OfficeHours{From: below(t, 6*60)}
		h.To = h.From + 1 + below(t, 9*60)
		if oneIn(t, 4) {
			h.From, h.To = 0, 0
		}
		if below(t, 2) == 0 {
			h.Days = weekdays
			h.Holidays = []string{start.AddDate(0, 0, 1).Format(time.DateOnly)}
		}
		want := at
		for !h.Open(want, z) {
			want = want.Truncate(time.Minute).Add(time.Minute)
		}
		if got := h.Next(at, z); !got.Equal(want) {
			t.Fatalf("%+v after %s: got %s, want %s", h, at, got.In(z), want.In(z))
		}
	})
}

func TestOfficeHoursValidate(t *testing.T) {
	tests := []struct {
		sentence string
		hours    claim.OfficeHours
		ok       bool
	}{
		{"round the clock", claim.OfficeHours{}, true},
		{"an ordinary office", claim.OfficeHours{Days: weekdays, From: 540, To: 1020, Holidays: []string{"2017-12-25"}}, true},
		{"until midnight", claim.OfficeHours{From: 540}, true},
		{"closing before opening", claim.OfficeHours{From: 1020, To: 540}, false},
		{"opening and closing at once", claim.OfficeHours{From: 540, To: 540}, false},
		{"over midnight", claim.OfficeHours{From: 1320, To: 1500}, false},
		{"before midnight", claim.OfficeHours{From: -1, To: 60}, false},
		{"closing before midnight", claim.OfficeHours{To: -1}, false},
		{"an eighth day", claim.OfficeHours{Days: []time.Weekday{7}}, false},
		{"a holiday that is no date", claim.OfficeHours{Holidays: []string{"Christmas"}}, false},
	}
	for _, test := range tests {
		if err := test.hours.Validate(); (err == nil) != test.ok || err != nil && claim.CodeOf(err) != claim.CodeInvalid {
			t.Errorf("%s: got %v", test.sentence, err)
		}
	}
}

func TestPlanSteps(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	office := claim.OfficeHours{Days: weekdays, From: 9 * 60, To: 17 * 60}
	inOffice := func(t time.Time) time.Time { return office.Next(t, berlin) }
	always := func(t time.Time) time.Time { return t }
	tests := []struct {
		sentence string
		plan     claim.Plan
		window   time.Duration
		open     func(time.Time) time.Time
		want     []string
	}{
		{"the default plan lies at 50, 75 and 90 %", claim.DefaultPlan, 10 * day, always, []string{"Sat 18 09:00", "Mon 20 21:00", "final Wed 22 09:00"}},
		{"office hours move a step to the next opening", claim.DefaultPlan, 10 * day, inOffice, []string{"Mon 20 08:00", "Tue 21 08:00", "final Wed 22 09:00"}},
		{"a plan without final notice has none", claim.Plan{Reminders: []float64{0.5}}, 10 * day, always, []string{"Sat 18 09:00"}},
		{"a plan can be a final notice alone", claim.Plan{FinalNotice: 0.5}, 10 * day, always, []string{"final Sat 18 09:00"}},
		{"steps that fall together are one", claim.Plan{Reminders: []float64{0.45, 0.5, 0.6}}, 10 * day, inOffice, []string{"Fri 17 21:00", "Mon 20 08:00"}[1:]},
		{"a step within an hour of the end is left out", claim.Plan{Reminders: []float64{0.5, 0.99}}, 2 * day, always, []string{"Tue 14 09:00"}},
		{"a short window keeps its steps closer together", claim.DefaultPlan, 2 * time.Hour, always, []string{"Mon 13 10:00", "Mon 13 10:30", "final Mon 13 10:48"}},
		{"a step that office hours push past the end is left out", claim.DefaultPlan, 2 * 10 * time.Hour, inOffice, []string{}},
		{"no window has no steps", claim.DefaultPlan, 0, always, []string{}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			got := []string{}
			for _, s := range test.plan.Steps(monday, monday.Add(test.window), test.open) {
				kind := ""
				if s.Final {
					kind = "final "
				}
				got = append(got, kind+s.At.Format("Mon 2 15:04"))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Whatever the plan and the hours, its steps are ones that a request takes.
func TestPlanStepsAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var plan claim.Plan
		last := 0.0
		for range below(t, claim.MaxReminders+1) {
			last += (1 - last) * rapid.Float64Range(0.01, 0.9).Draw(t, "fraction")
			plan.Reminders = append(plan.Reminders, last)
		}
		if below(t, 2) == 0 {
			plan.FinalNotice = last + (1-last)/2
		}
		if err := plan.Validate(); err != nil {
			t.Fatalf("%+v: %v", plan, err)
		}
		hours := claim.OfficeHours{Days: weekdays, From: below(t, 720), To: 721 + below(t, 719)}
		z := zone(t, "Europe/Berlin")
		sendAt := monday.Add(time.Duration(below(t, 30*24*60)) * time.Minute)
		answerBy := sendAt.Add(time.Duration(1+below(t, 20*24*60)) * time.Minute)
		steps := plan.Steps(sendAt, answerBy, func(t time.Time) time.Time { return hours.Next(t, z) })
		if err := claim.CheckSteps(steps, answerBy); err != nil {
			t.Fatalf("%+v: %v", steps, err)
		}
		before := sendAt
		for _, s := range steps {
			if !hours.Open(s.At, z) || s.At.Sub(before) < claim.Gap(answerBy.Sub(sendAt)) {
				t.Fatalf("step at %s, after %s", s.At, before)
			}
			before = s.At
		}
	})
}

func TestPlanValidate(t *testing.T) {
	tests := []struct {
		sentence string
		plan     claim.Plan
		ok       bool
	}{
		{"the default plan", claim.DefaultPlan, true},
		{"no plan at all", claim.Plan{}, true},
		{"reminders in disorder", claim.Plan{Reminders: []float64{0.5, 0.4}}, false},
		{"the same reminder twice", claim.Plan{Reminders: []float64{0.5, 0.5}}, false},
		{"a reminder at once", claim.Plan{Reminders: []float64{0}}, false},
		{"a reminder at the end", claim.Plan{Reminders: []float64{1}}, false},
		{"a reminder that is no number", claim.Plan{Reminders: []float64{math.NaN()}}, false},
		{"a final notice before the last reminder", claim.Plan{Reminders: []float64{0.5}, FinalNotice: 0.4}, false},
		{"a final notice at the end", claim.Plan{FinalNotice: 1}, false},
		{"a final notice that is no number", claim.Plan{FinalNotice: math.NaN()}, false},
		{"reminders past the cap", claim.Plan{Reminders: []float64{.1, .2, .3, .4, .5, .6, .7}}, false},
	}
	for _, test := range tests {
		if err := test.plan.Validate(); (err == nil) != test.ok || err != nil && claim.CodeOf(err) != claim.CodeInvalid {
			t.Errorf("%s: got %v", test.sentence, err)
		}
	}
}

func TestPolicy(t *testing.T) {
	tests := []struct {
		sentence string
		policy   claim.Policy
		signers  []uuid.UUID
		ok       bool
	}{
		{"one reviewer besides the author", claim.Policy{1, 1}, []uuid.UUID{author, reviewer}, true},
		{"two reviewers for two sign-offs", claim.Policy{2, 1}, []uuid.UUID{reviewer, lawyer}, true},
		{"nobody at all", claim.Policy{1, 1}, nil, false},
		{"nobody but the author", claim.Policy{1, 1}, []uuid.UUID{author}, false},
		{"the author does not count", claim.Policy{2, 1}, []uuid.UUID{author, reviewer}, false},
		{"nobody counts twice", claim.Policy{2, 1}, []uuid.UUID{reviewer, reviewer}, false},
		{"no reviewers", claim.Policy{0, 1}, []uuid.UUID{reviewer}, false},
		{"no origins", claim.Policy{1, 0}, []uuid.UUID{reviewer}, false},
		{"too many reviewers", claim.Policy{claim.Reviewers.Row().Max + 1, 1}, []uuid.UUID{reviewer}, false},
		{"too many origins", claim.Policy{1, claim.Origins.Row().Max + 1}, []uuid.UUID{reviewer}, false},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			open := cases.OpenCase{Text: "head", Owner: author, Sensitivity: claim.OpenToDesk, Policy: test.policy, Plan: claim.DefaultPlan}
			w := newWorld(t)
			w.staff = nil
			for _, who := range test.signers {
				w.staff = append(w.staff, claim.Member{ID: who, Roles: []claim.Role{claim.Reviewer}})
			}
			facts, err := claim.New(claim.StreamCase, story).Decide(claim.Command{ID: id("c"), Body: open}, monday, w)
			if (err == nil) != test.ok || err != nil && claim.CodeOf(err) != claim.CodePolicy || len(facts) > 0 != test.ok {
				t.Errorf("got %d facts, error %v", len(facts), err)
			}
		})
	}
}
