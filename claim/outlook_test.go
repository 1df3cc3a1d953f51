package claim_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// instants are when steps are due, without what was made of them.
func instants(steps []claim.Step) []time.Time {
	at := make([]time.Time, len(steps))
	for i, s := range steps {
		at[i] = s.At
	}
	return at
}

// reminded is when a reminder or final notice about a request went out.
type reminded struct {
	Request uuid.UUID
	At      time.Time
	Final   bool
}

// foreseen is what the outlook of now says of every request.
func (w *world) foreseen(of string) []reminded {
	c := w.letters(of)
	o := c.Outlook(w.now, w)
	var all []reminded
	for _, r := range c.Requests {
		coming := o.About(r.ID)
		if (len(coming) == 0 && !r.Over()) != (o.None(r.ID) != "") {
			w.t.Fatalf("%d reminders are to come, and none because of %q", len(coming), o.None(r.ID))
		}
		for _, s := range coming {
			if s.At.Before(w.now) {
				w.t.Fatalf("a reminder is to come at %s, which has passed", s.At)
			}
			all = append(all, reminded{r.ID, s.At, s.Final})
		}
	}
	return sortReminded(all)
}

func sortReminded(all []reminded) []reminded {
	slices.SortFunc(all, func(a, b reminded) int {
		if d := a.At.Compare(b.At); d != 0 {
			return d
		}
		return slices.Compare(a.Request[:], b.Request[:])
	})
	return all
}

// handOver does with what is on its way what the mail room does.
func (w *world) handOver(of string) (out []reminded) {
	for _, m := range w.letters(of).ToDeliver() {
		delivery, to := letters.DeliveryAccepted, w.goesTo(m, w.letters(of))
		reason := w.letters(of).Stopped(m, to, w.now)
		if reason != "" {
			delivery = letters.DeliveryStopped
		}
		w.settle(of, m, delivery, reason)
		if reason == "" && m.Kind.Automatic() {
			for _, id := range m.Requests {
				out = append(out, reminded{id, w.now, m.Kind == claim.FinalNoticeLetter})
			}
		}
	}
	return out
}

// lookAhead checks that what is foreseen now, and at every instant until it has come about, is what goes out.
func (w *world) lookAhead(of string) {
	w.t.Helper()
	w.handOver(of)
	left := w.foreseen(of)
	for looks := 0; ; looks++ {
		due := w.letters(of).NextDue()
		if due.IsZero() {
			break
		}
		if looks == 3000 {
			w.t.Fatalf("the clock is still due at %s, without end", due)
		}
		if due.After(w.now) {
			w.now = due
		}
		if len(w.must(uuid.Nil, party(of), claim.Tick{})) == 0 && w.letters(of).NextDue().Equal(due) {
			w.t.Fatalf("nothing follows at %s, and it is due again at once", due)
		}
		for _, out := range sortReminded(w.handOver(of)) {
			if len(left) == 0 || left[0] != out {
				w.t.Fatalf("%v went out, and these were foreseen: %v", out, left)
			}
			if !w.Settings().Calendar(w.office, zone(w.t, cmp.Or(w.there, "UTC"))).Open(w.now) {
				w.t.Fatalf("a reminder while they are closed")
			}
			left = left[1:]
		}
		if now := w.foreseen(of); !slices.Equal(now, left) {
			w.t.Fatalf("at %s these are foreseen: %v, and before it was %v", w.now, now, left)
		}
	}
	if len(left) > 0 {
		w.t.Fatalf("foreseen, and did not go out: %v", left)
	}
}

// What is shown as planned is what the decision sends when nothing else happens.
func TestWhatIsForeseenIsWhatGoesOutAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, claimNames...)
		who := partyNames[0]
		s := party(who)
		c := w.letters(who)
		if oneIn(t, 2) {
			w.office = claim.OfficeHours{Days: draw(t, [][]time.Weekday{nil, weekdays}), From: 9 * 60, To: 17 * 60}
		}
		t.Repeat(map[string]func(*rapid.T){
			"anything": func(t *rapid.T) { _, _ = w.as(author, s, w.letterCommand(t, c, who)) },
			"pause":    w.somePause,
			"ask": func(t *rapid.T) {
				_, _ = w.as(author, s, w.asking(who, draw(t, []string{"r", "s", "u", "v"}), draw(t, []time.Duration{day, 5 * day, week, 3 * week}), draw(t, claimNames)))
			},
			"deliver": func(*rapid.T) { w.deliver(who, letters.DeliveryAccepted) },
			"tick":    func(*rapid.T) { w.tick(s) },
			"later":   w.timePasses,
			"holiday": func(t *rapid.T) {
				w.holidays = append(w.holidays, w.now.AddDate(0, 0, below(t, 10)).Format(time.DateOnly))
			},
		})
		before := w.json(c)
		w.foreseen(who)
		if w.json(c) != before {
			t.Fatalf("to look ahead changed the state")
		}
		w.lookAhead(who)
	})
}

func TestWhyNoReminderIsToCome(t *testing.T) {
	const week = 7 * 24 * time.Hour
	google := party("google")
	tests := []struct {
		why  claim.Reason
		play func(*world)
	}{
		{claim.StoppedPaused, func(w *world) {
			w.must(author, google, letters.PauseReminders{Request: id("r"), Reason: "why"})
		}},
		{claim.StoppedMessageWaits, func(w *world) { w.reply("google", "m", received.MailAnswer) }},
		{claim.HeldAskedBack, func(w *world) {
			w.reply("google", "m", received.MailAnswer)
			w.must(author, google, letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
		}},
		{claim.StoppedBadContact, func(w *world) { w.bounce("google", w.last("google"), true) }},
		{claim.StoppedOnHold, func(w *world) { w.must(author, google, claim.NoteClaim{Claim: id("c"), Held: true}) }},
		{claim.HeldNoneLeft, func(w *world) { w.pass("google", 20*week/21) }},
	}
	for _, test := range tests {
		t.Run(string(test.why), func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			w.ask("google", "r", week, "c")
			test.play(w)
			o := w.letters("google").Outlook(w.now, w)
			w.same(o.None(id("r")), test.why)
			w.same(len(o.About(id("r"))), 0)
		})
	}
}

func TestWhatHoldsAReminderBackIsRecordedOnce(t *testing.T) {
	const week = 7 * 24 * time.Hour
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.ask("google", "r", week, "c")
	due := w.letters("google").NextDue()
	w.must(author, party("google"), letters.PauseReminders{Request: id("r"), Reason: "why"})
	w.now = due
	entries := w.must(uuid.Nil, party("google"), claim.Tick{})
	w.same(entries[0].Fact, letters.ReminderHeldBack{Request: id("r"), At: due, Why: claim.StoppedPaused})
	w.same(len(w.must(uuid.Nil, party("google"), claim.Tick{})), 0)
	w.same(w.letters("google").NextDue().After(due), true)
}

func TestALateHolidayMovesWhatIsToCome(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.ask("google", "r", 100*time.Hour, "c")
	first := w.letters("google").Outlook(w.now, w).About(id("r"))[0]
	w.holidays = []string{first.At.Format(time.DateOnly)}
	moved := w.letters("google").Outlook(w.now, w).About(id("r"))[0]
	w.same(moved.At, first.At.Truncate(24*time.Hour).Add(24*time.Hour))
	w.same(moved.Planned, first.At)
	w.same(moved.Moved, claim.ReplannedOutOfHours)
	w.lookAhead("google")
}
