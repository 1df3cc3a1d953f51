package claim_test

import (
	"slices"
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

func TestAPartyThatSaysWhenItWillAnswerIsNotRemindedBefore(t *testing.T) {
	google := party("google")
	told := func(w *world, by time.Duration) {
		w.reply("google", "m", received.MailAnswer)
		w.must(author, google, letters.ReadMessage{Message: id("m"), Disposition: letters.ReadAcknowledgement, Promised: monday.Add(by)})
	}
	tests := []struct {
		sentence string
		play     func(*world)
	}{
		{"one reminder goes out then, in the place of all that would have come", func(w *world) {
			told(w, 6*day)
			w.same(w.pass("google", 2*week), []string{"reminder Sun 09:00", "final notice Sun 16:12"})
			w.same(w.letters("google").Request(id("r")).Promised, monday.Add(6*day))
		}},
		{"a final notice keeps its distance from that", func(w *world) {
			told(w, 6*day+8*time.Hour)
			w.same(w.pass("google", 2*week), []string{"reminder Sun 17:00", "final notice Sun 18:00"})
		}},
		{"where the answer is to come after the answer-by instant, nobody is reminded", func(w *world) {
			told(w, 2*week)
			w.silent("google", 3*week)
		}},
		{"an extension does not remind before either", func(w *world) {
			told(w, 2*week)
			ask := w.asking("google", "x", 3*week, "c")
			w.must(author, google, letters.Extend{Request: id("r"), AnswerBy: ask.AnswerBy, Steps: ask.Steps, Reason: "reason"})
			w.deliver("google", letters.DeliveryAccepted)
			w.silent("google", 2*week-time.Hour)
		}},
		{"a reminder of another request does not take it along before", func(w *world) {
			told(w, 4*day)
			w.now = monday.Add(day)
			w.ask("google", "s", 3*day, "c")
			w.same(len(w.pass("google", 3*day-time.Second)) > 0, true)
			for _, m := range w.letters("google").Messages {
				if m.Kind.Automatic() && slices.Contains(m.Requests, id("r")) {
					w.t.Fatalf("%s at %s, and the answer was promised for %s", m.Kind, m.At, monday.Add(4*day))
				}
			}
		}},
		{"said over the phone, it holds for all that is asked, extended or not", func(w *world) {
			w.ask("google", "s", week, "c")
			w.must(author, google, letters.LogAttempt{Attempt: letters.Attempt{
				ID: id("call"), Request: id("r"), Channel: claim.ByPhone, Result: letters.SpokeTo, At: w.now, Promised: monday.Add(2 * week),
			}})
			ask := w.asking("google", "x", 3*week, "c")
			w.must(author, google, letters.Extend{Request: id("s"), AnswerBy: ask.AnswerBy, Steps: ask.Steps, Reason: "reason"})
			w.deliver("google", letters.DeliveryAccepted)
			w.silent("google", 2*week-time.Hour)
		}},
		{"it is an instant to come, and of an acknowledgement", func(w *world) {
			w.reply("google", "m", received.MailAnswer)
			read := letters.ReadMessage{Message: id("m"), Disposition: letters.ReadAcknowledgement, Promised: w.now}
			w.refused(claim.CodeInvalid, author, google, read)
			read.Promised, read.Disposition = w.now.Add(day), letters.ReadNoAnswer
			w.refused(claim.CodeInvalid, author, google, read)
		}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			w.ask("google", "r", week, "c")
			test.play(w)
		})
	}
}

func TestWhoAnswersAndAsksForMoreTimeIsStillAsked(t *testing.T) {
	who := party(office)
	asks := func(w *world) *letters.Request {
		b := w.onPage(office, "submission", "request", claim.Confirms, "a", "b")
		b.Asks = letters.AsksForTime
		w.pageTaken(office, b)
		return w.letters(office).Request(id("request"))
	}
	read := func(w *world, d letters.Disposition) {
		w.must(editor, who, letters.ReadMessage{Message: id("submission"), Disposition: d})
	}
	link := func(w *world) letters.LinkState {
		return w.letters(office).Link(id("request"), id("address of "+office), w.now)
	}
	tests := []struct {
		sentence string
		play     func(*world, *letters.Request)
	}{
		{"the request stays open, with its link, and can be extended", func(w *world, r *letters.Request) {
			w.same(link(w), letters.LinkUsed) // whoever comes by the letter meanwhile answers nothing over
			read(w, letters.ReadMoreTime)
			w.same(r.Lifecycle, letters.Clarification)
			w.same(link(w), letters.LinkOpen)
			w.must(editor, who, letters.Extend{Request: r.ID, AnswerBy: r.AnswerBy.Add(week), Reason: "they asked"})
			w.pageTaken(office, w.onPage(office, "second", "request", claim.Denies, "a", "b"))
			w.same(r.Lifecycle, letters.Answered)
			w.same(link(w), letters.LinkUsed)
		}},
		{"where none is given the answer stands at once", func(w *world, r *letters.Request) {
			read(w, letters.ReadNoAnswer)
			w.same(r.Lifecycle, letters.Answered)
			w.same(link(w), letters.LinkUsed)
		}},
		{"where nothing follows it stands when the time has run out", func(w *world, r *letters.Request) {
			read(w, letters.ReadMoreTime)
			w.must(editor, who, letters.Extend{Request: r.ID, AnswerBy: r.AnswerBy.Add(week), Reason: "they asked"})
			w.pass(office, 4*week)
			w.same(r.Lifecycle, letters.Answered)
			w.same(r.Silence, claim.Silence(""))
		}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			w := pageWorld(t)
			test.play(w, asks(w))
		})
		t.Run("before we know that the letter has arrived, "+test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "a", "b")
			w.must(author, who, w.asking(office, "request", 10*day, "a", "b"))
			r := asks(w)
			w.same(r.Lifecycle, letters.Queued)
			w.deliver(office, letters.DeliveryAccepted)
			w.same(r.Lifecycle, letters.Sent)
			test.play(w, r)
		})
	}
	t.Run("where none is given before we know that the letter has arrived, the answer stands at once", func(t *testing.T) {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, "a", "b")
		w.must(author, who, w.asking(office, "request", 10*day, "a", "b"))
		r := asks(w)
		read(w, letters.ReadNoAnswer)
		w.same(r.Lifecycle, letters.Answered)
		w.deliver(office, letters.DeliveryAccepted)
		w.same(r.Lifecycle, letters.Answered)
	})
}
