package claim_test

import (
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

func TestEveryAttemptCounts(t *testing.T) {
	google := party("google")
	tried := func(w *world, name string, result letters.AttemptResult) letters.LogAttempt {
		return letters.LogAttempt{Attempt: letters.Attempt{ID: id(name), Request: id("r"), Channel: claim.ByPhone, Result: result, At: w.now}}
	}
	tests := []struct {
		sentence string
		play     func(*world)
	}{
		{"it is kept with who tried, once", func(w *world) {
			b := tried(w, "one", letters.NoAnswer)
			w.must(author, google, b)
			w.same(len(w.must(author, google, b)), 0)
			w.must(author, google, tried(w, "two", letters.Voicemail))
			attempts := w.letters("google").AttemptsAt(id("r"))
			w.same(len(attempts), 2)
			w.same(attempts[0].By, author)
		}},
		{"one that the party knows of takes the place of the reminder that would come right after it", func(w *world) {
			w.now = w.letters("google").NextDue().Add(-time.Hour)
			w.must(author, google, tried(w, "one", letters.MessageLeft))
			w.silent("google", 24*time.Hour)
		}},
		{"one that nobody answered does not", func(w *world) {
			w.now = w.letters("google").NextDue().Add(-time.Hour)
			w.must(author, google, tried(w, "one", letters.NoAnswer))
			w.same(len(w.pass("google", 24*time.Hour)), 1)
		}},
		{"whoever was left word is silent, though every letter came back", func(w *world) {
			w.bounce("google", w.last("google"), true)
			w.must(author, google, tried(w, "one", letters.NoAnswer))
			w.same(w.letters("google").Silence(*w.letters("google").Request(id("r"))), claim.Undeliverable)
			w.must(author, google, tried(w, "two", letters.Voicemail))
			w.same(w.letters("google").Silence(*w.letters("google").Request(id("r"))), claim.ToldNoAnswer)
			w.pass("google", 2*week)
			w.same(w.letters("google").Request(id("r")).Silence, claim.ToldNoAnswer)
		}},
		{"of whoever spoke to us, nothing says that the letters arrived", func(w *world) {
			w.bounce("google", w.last("google"), true)
			w.must(author, google, tried(w, "one", letters.SpokeTo))
			w.same(w.letters("google").Silence(*w.letters("google").Request(id("r"))), claim.ToldNoAnswer)
		}},
		{"to speak to a party that has asked back lets the clock run again, and it can say when it will answer", func(w *world) {
			w.reply("google", "m", received.MailAnswer)
			w.must(author, google, letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
			b := tried(w, "one", letters.SpokeTo)
			b.Promised = monday.Add(6 * day)
			w.must(author, google, b)
			w.same(w.letters("google").Request(id("r")).Lifecycle, letters.Acknowledged)
			w.same(w.pass("google", 2*week), []string{"reminder Sun 09:00", "final notice Sun 16:12"})
		}},
		{"to speak to somebody there is no word of the party's that it has the request", func(w *world) {
			w.must(author, google, tried(w, "one", letters.SpokeTo))
			w.same(w.letters("google").Request(id("r")).Lifecycle, letters.Sent)
			w.pass("google", 2*week)
			w.same(w.letters("google").Request(id("r")).Silence, claim.DeliveredNoAnswer)
		}},
		{"to speak to a party that has asked back lets the clock of all that it is asked run again", func(w *world) {
			w.ask("google", "s", week, "c")
			w.reply("google", "m", received.MailAnswer)
			w.must(author, google, letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
			w.same(w.letters("google").Request(id("s")).Lifecycle, letters.Clarification)
			w.must(author, google, tried(w, "one", letters.SpokeTo))
			w.same(w.letters("google").Request(id("r")).Lifecycle, letters.Acknowledged)
			w.same(w.letters("google").Request(id("s")).Lifecycle, letters.Acknowledged)
		}},
		{"to have spoken to a party before it asked back answers nothing that it asks", func(w *world) {
			before := tried(w, "one", letters.SpokeTo)
			w.pass("google", time.Hour)
			w.reply("google", "m", received.MailAnswer)
			w.must(author, google, letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
			w.must(author, google, before)
			w.same(w.letters("google").Request(id("r")).Lifecycle, letters.Clarification)
			w.must(author, google, tried(w, "two", letters.SpokeTo))
			w.same(w.letters("google").Request(id("r")).Lifecycle, letters.Acknowledged)
		}},
		{"word that is left after the time to answer puts nothing", func(w *world) {
			w.bounce("google", w.last("google"), true)
			w.pass("google", 2*week)
			w.must(author, google, tried(w, "one", letters.Voicemail))
			w.same(w.letters("google").Silence(*w.letters("google").Request(id("r"))), claim.Undeliverable)
		}},
		{"what was put by phone was not delivered as a letter", func(w *world) {
			ask := w.asking("apple", "by phone", week, "c")
			ask.Channel, ask.Steps = claim.ByPhone, nil
			w.must(author, party("apple"), ask)
			w.deliver("apple", letters.DeliveryAccepted)
			w.pass("apple", 2*week)
			w.same(w.letters("apple").Request(id("by phone")).Silence, claim.ToldNoAnswer)
		}},
		{"a request that was put by phone is followed up by phone", func(w *world) {
			ask := w.asking("google", "by phone", week, "c")
			ask.Channel, ask.Steps = claim.ByPhone, nil
			w.must(author, google, ask)
			b := tried(w, "one", letters.NoAnswer)
			b.Request = id("by phone")
			w.same(len(w.must(author, google, b)), 1)
		}},
		{"nobody has tried in the future, before the request, or of a request that is not there or is withdrawn", func(w *world) {
			for _, bad := range []struct {
				request string
				at      time.Duration
				code    claim.Code
			}{{"r", time.Hour, claim.CodeInvalid}, {"r", -time.Hour, claim.CodeInvalid}, {"nothing", 0, claim.CodeNotFound}} {
				b := tried(w, "one", letters.NoAnswer)
				b.Request, b.At = id(bad.request), w.now.Add(bad.at)
				w.refused(bad.code, author, google, b)
			}
			bad := tried(w, "one", letters.NoAnswer)
			bad.Promised = w.now.Add(day)
			w.refused(claim.CodeInvalid, author, google, bad)
			w.must(author, google, letters.WithdrawRequest{Request: id("r")})
			w.refused(claim.CodeWrongStage, author, google, tried(w, "one", letters.NoAnswer))
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
