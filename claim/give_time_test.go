package claim_test

import (
	"slices"
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

func TestMoreTimeIsGivenInTheActThatTakesInWhatAsksForIt(t *testing.T) {
	for _, c := range []struct {
		name string
		play func(w *world, extend letters.Extend)
	}{
		{"a message that asks for more time is read, and the request is extended", func(w *world, extend letters.Extend) {
			w.must(author, party("google"), letters.GiveTime{Read: &letters.ReadMessage{Message: id("m"), Disposition: letters.ReadMoreTime}, Extend: extend})
			r := w.letters("google").Request(id("r"))
			w.same(r.AnswerBy, extend.AnswerBy)
			w.same(w.letters("google").Message(id("m")).Disposition, letters.ReadMoreTime)
			w.same(r.Lifecycle != letters.Clarification, true)
			w.same(w.last("google").Kind, claim.ExtensionLetter)
		}},
		{"an answer to everything that asks for more time leaves the request open until then", func(w *world, extend letters.Extend) {
			answer := letters.RecordResponse{
				Response: id("response"), Request: id("r"), Message: id("m"), Stances: []letters.Answer{{Claim: id("a"), Stance: claim.Confirms}},
				GroundRules: claim.OnTheRecord, Channel: claim.ByEmail, ReceivedAt: w.now,
			}
			w.must(author, party("google"), letters.GiveTime{Answer: &answer, Extend: extend})
			r := w.letters("google").Request(id("r"))
			w.same(r.Over(), false)
			w.same(r.AnswerBy, extend.AnswerBy)
			w.same(len(w.letters("google").Unread()), 0)
			w.same(w.letters("google").Responses[0].MoreTime, true)
		}},
		{"where the time cannot be given the message stays unread", func(w *world, extend letters.Extend) {
			extend.AnswerBy = w.now.Add(-time.Hour)
			w.refused(claim.CodeAnswerByPast, author, party("google"), letters.GiveTime{Read: &letters.ReadMessage{Message: id("m"), Disposition: letters.ReadMoreTime}, Extend: extend})
			w.same(len(w.letters("google").Unread()), 1)
		}},
		{"what is not said to ask for time gets none", func(w *world, extend letters.Extend) {
			for _, d := range slices.DeleteFunc(slices.Clone(letters.Dispositions), func(d letters.Disposition) bool { return d == letters.ReadMoreTime }) {
				w.refused(claim.CodeInvalid, author, party("google"), letters.GiveTime{Read: &letters.ReadMessage{Message: id("m"), Disposition: d}, Extend: extend})
			}
			w.same(len(w.letters("google").Unread()), 1)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "a")
			w.ask("google", "r", 10*day, "a")
			w.reply("google", "m", received.MailAnswer)
			c.play(w, letters.Extend{Request: id("r"), AnswerBy: w.now.Add(12 * day), Reason: "reason"})
		})
	}
}
