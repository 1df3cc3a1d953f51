package claim_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

func TestNobodyIsRemindedOnAHoliday(t *testing.T) {
	berlin, newYork := zone(t, "Europe/Berlin"), zone(t, "America/New_York")
	c := claim.Calendar{
		Party: claim.OfficeHours{Days: weekdays, From: 9 * 60, To: 17 * 60, Holidays: []string{"2017-03-14"}}, Zone: newYork,
		Desk: claim.OfficeHours{Days: []time.Weekday{time.Monday}, From: 1, To: 2, Holidays: []string{"2017-03-15"}}, DeskZone: berlin,
	}
	tests := []struct {
		sentence, t string
		why         claim.Reason
		next        string
	}{
		{"within hours", "2017-03-13 10:00", "", "2017-03-13 10:00"},
		{"the evening before a holiday of theirs and one of the desk's", "2017-03-13 18:00", claim.ClosedHours, "2017-03-16 09:00"},
		{"on their holiday", "2017-03-14 10:00", claim.ClosedHoliday, "2017-03-16 09:00"},
		{"on the desk's holiday", "2017-03-15 10:00", claim.ClosedDesksHoliday, "2017-03-16 09:00"},
		{"on a weekend", "2017-03-18 10:00", claim.ClosedDay, "2017-03-20 09:00"},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			at, err := time.ParseInLocation("2006-01-02 15:04", test.t, newYork)
			if err != nil {
				t.Fatal(err)
			}
			if why := c.Closed(at); why != test.why {
				t.Errorf("closed because %q, want %q", why, test.why)
			}
			if next := c.Next(at).In(newYork).Format("2006-01-02 15:04"); next != test.next {
				t.Errorf("next is %s, want %s", next, test.next)
			}
		})
	}
}

// holiday is a world whose desk has one, on monday.
type holiday struct{ *world }

func (holiday) Settings() claim.DeskSettings {
	s := claim.DefaultDeskSettings
	s.Holidays = []string{"2017-03-13"}
	return s
}

func TestRemindersWaitForTheEndOfTheDesksHoliday(t *testing.T) {
	w := newWorld(t)
	if why, _ := w.letters("google").HeldBack(w.now, w, false); why != "" {
		t.Errorf("held back on a working day: %s", why)
	}
	why, until := w.letters("google").HeldBack(w.now, holiday{w}, false)
	if why != claim.StoppedOutOfHours || !until.Equal(time.Date(2017, time.March, 14, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("held back: %q until %s", why, until)
	}
}

// The desk's holiday is a day at the desk: it ends there, in the party's afternoon.
func TestTheDesksHolidayEndsWhereTheDeskIs(t *testing.T) {
	c := claim.Calendar{Zone: zone(t, "America/New_York"), Desk: claim.OfficeHours{Holidays: []string{"2017-03-15"}}, DeskZone: zone(t, "Europe/Berlin")}
	at := time.Date(2017, 3, 15, 12, 0, 0, 0, time.UTC)
	if next := c.Next(at); !next.Equal(time.Date(2017, 3, 15, 23, 0, 0, 0, time.UTC)) {
		t.Errorf("next is %s", next)
	}
}

// shut is a world whose desk has a holiday on every day to come.
type shut struct{ *world }

func (w shut) Settings() claim.DeskSettings {
	s := claim.DefaultDeskSettings
	for day := range claim.MaxHolidays {
		s.Holidays = append(s.Holidays, w.now.AddDate(0, 0, day).Format(time.DateOnly))
	}
	return s
}

func TestARemindersClockRestsWhereTheCalendarNeverOpens(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "contact")
	w.ask("google", "r", 100*time.Hour, "contact")
	w.now = w.letters("google").NextDue()
	if why, until := w.letters("google").HeldBack(w.now, shut{w}, false); why != claim.StoppedOutOfHours || !until.IsZero() {
		t.Errorf("held back: %q until %s", why, until)
	}
	tick := claim.Command{ID: id("tick"), Actor: claim.System, Body: claim.Tick{}}
	facts, err := w.letters("google").Decide(tick, w.now, shut{w})
	if err != nil || len(facts) != 1 {
		t.Fatalf("got %v, %v", facts, err)
	}
	replanned := facts[0].(letters.RemindersReplanned)
	if first := replanned.Steps[0].At; first.Before(w.now.Add(12 * time.Hour)) {
		t.Errorf("it is due at %s, at %s", first, w.now)
	}

	w.must(uuid.Nil, party("google"), claim.Tick{})
	letter := w.letters("google").ToDeliver()[0]
	w.must(uuid.Nil, party("google"), letters.RecordDelivery{Message: letter.ID, Delivery: letters.DeliveryStopped, Reason: claim.StoppedOutOfHours, Attempts: 1})
	if !slices.ContainsFunc(w.letters("google").Request(id("r")).Steps, func(s claim.Step) bool { return s.At.Equal(w.now.Add(24 * time.Hour)) }) {
		t.Errorf("called off at %s, it is not planned a day later: %v", w.now, w.letters("google").Request(id("r")).Steps)
	}
}

// The next instant is the first open one that looking at every minute finds.
func TestCalendarAlways(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		c := claim.Calendar{Zone: zone(t, draw(t, zones)), DeskZone: zone(t, draw(t, zones))}
		start := time.Date(2017, 3, 24, 0, 0, 0, 0, c.Zone)
		at := start.Add(time.Duration(below(t, 72*60)) * time.Minute)
		c.Party = claim.OfficeHours{From: below(t, 6*60), Days: draw(t, [][]time.Weekday{nil, weekdays})}
		c.Party.To = c.Party.From + 30 + below(t, 9*60)
		for day := range 4 {
			date := start.AddDate(0, 0, day).Format(time.DateOnly)
			if oneIn(t, 3) {
				c.Party.Holidays = append(c.Party.Holidays, date)
			}
			if oneIn(t, 3) {
				c.Desk.Holidays = append(c.Desk.Holidays, date)
			}
		}
		want := at
		for range 30 * 24 * 60 {
			if c.Open(want) {
				break
			}
			want = want.Add(time.Minute)
		}
		if got := c.Next(at); !got.Equal(want) || c.Closed(got) != "" {
			t.Fatalf("%+v after %s: got %s, want %s", c, at, got.In(c.Zone), want.In(c.Zone))
		}
	})
}

// Every step of a plan falls into the calendar, in order, and says why it moved.
func TestPlansKeepToTheCalendarAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := claim.Calendar{
			Party: claim.OfficeHours{Days: weekdays, From: 540, To: 1020, Holidays: []string{"2017-03-16"}}, Zone: zone(t, "America/New_York"),
			Desk: claim.OfficeHours{Holidays: []string{"2017-03-20"}}, DeskZone: zone(t, "Europe/Berlin"),
		}
		send := monday.Add(draw(t, strides))
		answerBy := send.Add(time.Duration(1+below(t, 20*24*60)) * time.Minute)
		last := send
		for _, s := range claim.DefaultPlan.Lay(send, answerBy, time.Duration(below(t, 600))*time.Second, c) {
			switch {
			case !c.Open(s.At):
				t.Fatalf("a step at %s, when nobody is reminded: %s", s.At, c.Closed(s.At))
			case !s.At.After(last) || !s.At.Before(answerBy):
				t.Fatalf("a step at %s, out of order", s.At)
			case (s.Moved != "") != !s.Planned.IsZero() || s.Moved != "" && c.Open(s.Planned.Add(10*time.Minute)) && c.Open(s.Planned):
				t.Fatalf("a step that was moved for no reason: %+v", s)
			case s.Share <= 0 || s.Share >= 1:
				t.Fatalf("a step without its share of the window")
			}
			last = s.At
		}
		if err := claim.CheckSteps(claim.DefaultPlan.Lay(send, answerBy, 0, c), answerBy); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzCalendar(f *testing.F) {
	f.Add(int64(1489395600), 540, 1020, "2017-03-14", "2017-03-15", uint8(62))
	f.Add(int64(0), 0, 0, "", "x", uint8(0))
	f.Fuzz(func(t *testing.T, at int64, from, to int, theirs, ours string, days uint8) {
		if at < 0 || at > 4102444800 {
			return
		}
		c := claim.Calendar{Party: claim.OfficeHours{From: from, To: to, Holidays: []string{theirs}}, Zone: zone(t, "Asia/Beirut"), Desk: claim.OfficeHours{Holidays: []string{ours}}, DeskZone: time.UTC}
		for d := range 7 {
			if days&(1<<d) != 0 {
				c.Party.Days = append(c.Party.Days, time.Weekday(d))
			}
		}
		if c.Party.Validate() != nil || c.Desk.Validate() != nil {
			return
		}
		start := time.Unix(at, 0).UTC()
		next := c.Next(start)
		if next.Before(start) || !next.Equal(start) && !c.Open(next) {
			t.Errorf("after %s comes %s, which is %q", start, next, c.Closed(next))
		}
	})
}
