package claim_test

import (
	"slices"
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

func (w *world) intentWaits(with string) bool {
	return slices.ContainsFunc(w.letters(with).Turns(), func(t claim.Turn) bool { return t.Kind == claim.TurnIntent && t.Person == author })
}

func TestWhoDoesNotSayWhetherItWillAnswerIsSomebodysTurn(t *testing.T) {
	// asked for its intent by Wednesday morning, and for the answer by Monday
	asked := func(w *world) {
		ask := w.asking("google", "r", week, "a")
		ask.IntentBy = w.now.Add(2 * day)
		w.must(author, party("google"), ask)
		w.deliver("google", letters.DeliveryAccepted)
	}
	missed := func(w *world) (n int) {
		for _, e := range w.lane(party("google")).entries {
			if _, ok := e.Fact.(letters.IntentMissed); ok {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		name string
		play func(w *world)
	}{
		{"at the intent-by instant and not before, once, of whoever asked, until silence is final", func(w *world) {
			asked(w)
			w.same(w.letters("google").NextDue(), w.now.Add(2*day))
			w.silent("google", 2*day-time.Minute)
			w.same(w.intentWaits("google"), false)
			w.silent("google", time.Minute)
			w.same(w.intentWaits("google"), true)
			w.pass("google", 4*day)
			w.same(w.intentWaits("google"), true)
			w.same(missed(w), 1)
			w.pass("google", 2*day)
			w.lifecycle("google", "r", letters.NoReply)
			w.same(w.intentWaits("google"), false)
		}},
		{"it is nobody's once the party has said that it has the request", func(w *world) {
			asked(w)
			w.reply("google", "m", received.MailAnswer)
			w.silent("google", 3*day)
			w.same(missed(w), 0)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadAcknowledgement})
			w.pass("google", day)
			w.same(missed(w), 0)
		}},
		{"a message that holds nothing puts it off until somebody has read it", func(w *world) {
			asked(w)
			w.reply("google", "m", received.MailAnswer)
			w.silent("google", 3*day)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadNoAnswer})
			w.pass("google", time.Minute)
			w.same(w.intentWaits("google"), true)
		}},
		{"an answer ends it", func(w *world) {
			asked(w)
			w.silent("google", 2*day)
			w.answer("google", "said", claim.Confirms, "a")
			w.same(w.intentWaits("google"), false)
		}},
		{"a call that reaches them ends it, and one that nobody takes does not", func(w *world) {
			asked(w)
			w.silent("google", 2*day)
			attempt := letters.Attempt{ID: id("first"), Request: id("r"), Channel: claim.ByPhone, Result: letters.NoAnswer, At: w.now}
			w.must(author, party("google"), letters.LogAttempt{Attempt: attempt})
			w.same(w.intentWaits("google"), true)
			attempt.ID, attempt.Result = id("second"), letters.Voicemail
			w.must(author, party("google"), letters.LogAttempt{Attempt: attempt})
			w.same(w.intentWaits("google"), false)
		}},
		{"a letter by hand ends it, and a reminder does not", func(w *world) {
			asked(w)
			w.same(len(w.pass("google", 4*day)), 1)
			w.same(w.intentWaits("google"), true)
			w.must(author, party("google"), letters.WriteFollowUp{FollowUp: id("f"), Request: id("r"), Text: "text", SendAt: w.now})
			w.same(w.intentWaits("google"), false)
		}},
		{"a party whose letter goes out after it has let nothing pass", func(w *world) {
			ask := w.asking("google", "r", week, "a")
			ask.IntentBy = w.now.Add(2 * day)
			w.must(author, party("google"), ask)
			letter := w.last("google")
			w.now = w.now.Add(3 * day)
			w.settle("google", letter, letters.DeliveryAccepted, "")
			w.pass("google", day)
			w.same(missed(w), 0)
		}},
		{"a party that no server has taken the letter for has let nothing pass", func(w *world) {
			ask := w.asking("google", "r", week, "a")
			ask.IntentBy = w.now.Add(2 * day)
			w.must(author, party("google"), ask)
			w.fails("google", w.last("google"), letters.DeliveryHardBounce, "")
			w.silent("google", 3*day)
			w.same(missed(w), 0)
		}},
		{"on hold nobody waits for it", func(w *world) {
			asked(w)
			w.must(author, party("google"), claim.NoteClaim{Claim: id("a"), Held: true})
			w.silent("google", 3*day)
			w.same(missed(w), 0)
			w.must(author, party("google"), claim.NoteClaim{Claim: id("a")})
			w.pass("google", time.Minute)
			w.same(w.intentWaits("google"), true)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "a")
			c.play(w)
		})
	}
}
