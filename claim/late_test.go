package claim_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/plan"
	"github.com/onrecord/onrecord/claim/received"
)

// tooLate are the reminders that are on record as too late to go out.
func (w *world) tooLate(to string) (n int) {
	for _, e := range w.lane(party(to)).entries {
		if f, ok := e.Fact.(letters.ReminderHeldBack); ok && f.Why == claim.HeldTooLate {
			n++
		}
	}
	return n
}

func TestAfterAnOutageOnlyWhatStillMakesSenseGoesOut(t *testing.T) {
	for _, c := range []struct {
		name string
		play func(w *world)
	}{
		{"a reminder that is less than a working day late goes out", func(w *world) {
			w.ask("mill", "r", 4*week, "a") // due on Monday the 27th at 9:00
			w.now = w.letters("mill").NextDue().Add(day)
			w.tick(party("mill"))
			w.same(w.last("mill").Kind, claim.ReminderLetter)
			w.same(w.tooLate("mill"), 0)
		}},
		{"one that is later does not, and whoever asked is told, until the next one goes out", func(w *world) {
			w.ask("mill", "r", 4*week, "a")
			w.now = w.letters("mill").NextDue().Add(2 * day)
			w.tick(party("mill"))
			w.same(w.tooLate("mill"), 1)
			w.same(w.last("mill").Kind, claim.RequestLetter)
			why, whose := w.chaseTurn("mill", "r")
			w.same(why, string(claim.HeldTooLate))
			w.same(whose, author)
			w.same(len(w.pass("mill", week)), 1)
			why, _ = w.chaseTurn("mill", "r")
			w.same(why, "")
		}},
		{"a weekend is no time of theirs", func(w *world) {
			w.now = monday.Add(4*day + 7*time.Hour) // Friday, 16:00
			w.ask("mill", "r", 4*week, "a")
			due := w.letters("mill").NextDue()
			w.same(due.Format("Mon 15:04"), "Fri 16:00")
			w.now = due.Add(2*day + 18*time.Hour)
			w.tick(party("mill"))
			w.same(w.tooLate("mill"), 0)
			w.same(w.last("mill").Kind, claim.ReminderLetter)
		}},
		{"of several, the one that still makes sense reminds of all", func(w *world) {
			w.ask("mill", "r", 4*week, "a")
			last := w.letters("mill").Request(id("r")).Steps[1].At
			w.now = last.Add(time.Hour)
			w.tick(party("mill"))
			w.same(w.tooLate("mill"), 0)
			w.same(w.last("mill").Kind, claim.ReminderLetter)
		}},
		{"the letter that is due for another request takes along what would be too late alone", func(w *world) {
			w.ask("mill", "r", 4*week, "a")
			other := w.asking("mill", "s", 4*week, "b")
			due := w.letters("mill").NextDue()
			other.Steps = []claim.Step{{At: due.Add(2 * day)}}
			w.must(author, party("mill"), other)
			w.deliver("mill", letters.DeliveryAccepted)
			w.now = due.Add(2 * day)
			w.tick(party("mill"))
			w.same(w.last("mill").Kind, claim.ReminderLetter)
			w.same(w.last("mill").Requests, []uuid.UUID{id("r"), id("s")})
			w.same(w.tooLate("mill"), 0)
			why, _ := w.chaseTurn("mill", "r")
			w.same(why, "")
		}},
		{"a letter by hand, and a call that reaches them, end the turn", func(w *world) {
			w.ask("mill", "r", 4*week, "a")
			w.now = w.letters("mill").NextDue().Add(2 * day)
			w.tick(party("mill"))
			w.must(author, party("mill"), letters.LogAttempt{Attempt: letters.Attempt{ID: id("call"), Request: id("r"), Channel: claim.ByPhone, Result: letters.Voicemail, At: w.now}})
			why, _ := w.chaseTurn("mill", "r")
			w.same(why, "")
		}},
		{"what comes from them ends it too", func(w *world) {
			w.ask("mill", "r", 4*week, "a")
			w.now = w.letters("mill").NextDue().Add(2 * day)
			w.tick(party("mill"))
			w.reply("mill", "m", received.MailAnswer)
			w.must(author, party("mill"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadAcknowledgement})
			why, _ := w.chaseTurn("mill", "r")
			w.same(why, "")
		}},
		{"what does not concern the request does not end it", func(w *world) {
			w.ask("mill", "r", 4*week, "a")
			w.now = w.letters("mill").NextDue().Add(2 * day)
			w.tick(party("mill"))
			w.reply("mill", "m", received.MailAnswer)
			w.must(author, party("mill"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			why, _ := w.chaseTurn("mill", "r")
			w.same(why, string(claim.HeldTooLate))
		}},
		{"while a message waits, a reminder on its way is put off and not lost", func(w *world) {
			w.ask("mill", "r", 4*week, "a")
			w.tick(party("mill"))
			reminder := w.last("mill")
			w.now = w.now.Add(2 * day)
			w.reply("mill", "m", received.MailAnswer)
			w.same(w.letters("mill").TooLate(reminder, w.now, w), false)
			why, _ := w.letters("mill").HeldBack(w.now, w, false)
			w.same(why, claim.StoppedMessageWaits)
		}},
		{"one that the party may have by now, as its outcome was lost, is not called off", func(w *world) {
			w.ask("mill", "r", 4*week, "a")
			for w.last("mill").Kind != claim.FinalNoticeLetter {
				w.tick(party("mill"))
				if w.last("mill").Kind != claim.FinalNoticeLetter {
					w.deliver("mill", letters.DeliveryAccepted)
				}
			}
			w.deliver("mill", letters.DeliveryUncertain)
			w.now = w.now.Add(week)
			w.same(len(w.letters("mill").ToDeliver()), 1)
			w.same(w.letters("mill").TooLate(w.last("mill"), w.now, w), false)
		}},
		{"a reminder that no server took in time is called off", func(w *world) {
			w.ask("mill", "r", 4*week, "a")
			w.tick(party("mill"))
			reminder := w.last("mill")
			w.same(w.letters("mill").TooLate(reminder, w.now.Add(day), w), false)
			w.now = w.now.Add(2 * day)
			w.same(w.letters("mill").TooLate(reminder, w.now, w), true)
			w.settle("mill", reminder, letters.DeliveryStopped, claim.HeldTooLate)
			why, _ := w.chaseTurn("mill", "r")
			w.same(why, string(claim.HeldTooLate))
			w.tick(party("mill"))
			w.same(w.last("mill").Kind, claim.ReminderLetter) // the next one
		}},
		{"a letter of a person is never too late", func(w *world) {
			w.must(author, party("mill"), w.asking("mill", "r", 4*week, "a"))
			w.same(w.letters("mill").TooLate(w.last("mill"), w.now.Add(week), w), false)
		}},
		{"a plan says otherwise", func(w *world) {
			w.must(editor, claim.DeskStream, people.SetPlan{Text: patient})
			ask := w.asking("mill", "r", 4*week, "a")
			ask.Plan, ask.Steps = "patient", nil
			w.must(author, party("mill"), ask)
			w.deliver("mill", letters.DeliveryAccepted)
			w.now = w.letters("mill").NextDue().Add(4 * day)
			w.tick(party("mill"))
			w.same(w.tooLate("mill"), 0)
			w.same(w.last("mill").Kind, claim.ReminderLetter)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "a", "b")
			w.directory("mill", workingDays, points[:2]...)
			c.play(w)
		})
	}
}

const patient = `onrecord: plan/v1
name: patient
version: 1
source: "The desk"
late: 5 working days
steps:
  - {at: 50%}
`

// stillMakesSense reports whether a reminder of the request is due that may still go out: it is not later than its plan has
// it, or something had held it back.
func (w *world) stillMakesSense(c *letters.Correspondence, r letters.Request) bool {
	late := plan.UsualLate
	if r.Plan != nil {
		late = cmp.Or(plan.Of(r.Plan.Text).Late, late)
	}
	calendar := w.Settings().Calendar(claim.StateOf[claim.Addressee](w, claim.Stream{Kind: claim.StreamParty, ID: c.Party}).Office())
	return slices.ContainsFunc(r.Steps, func(s claim.Step) bool {
		return !s.At.After(w.now) && (s.Held != "" || !late.From(s.At, calendar).Before(w.now) || !late.From(s.At, calendar).After(s.At))
	})
}
