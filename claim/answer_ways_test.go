package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// through is an answer on the telephone that came through others.
func (w *world) through(response string, stance claim.Stance, about string, way ...string) letters.RecordResponse {
	b := w.answering(response, stance, about)
	for _, via := range way {
		b.Way = append(b.Way, id(via))
	}
	return b
}

func TestAnAnswerSaysThroughWhomItCame(t *testing.T) {
	for _, s := range []struct {
		sentence string
		play     func(*world)
	}{
		{"its way stands on the claim, and nobody has verified that it is the party's", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.now = w.now.Add(time.Hour)
			w.must(author, party("google"), w.through("said", claim.Confirms, "a", "apple", "mozilla"))
			said := w.claim("a").Statement(id("said"))
			w.same(said.Way, []uuid.UUID{id("apple"), id("mozilla")})
			w.same(said.Authenticity, claim.AuthenticityUnverified)
			w.same(w.letters("google").Requests[0].Lifecycle, letters.Answered)
		}},
		{"who quotes it adds no origin", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.ask("apple", "s", 10*day, "a")
			w.must(author, party("google"), w.through("said", claim.Confirms, "a", "apple"))
			w.must(author, party("apple"), w.answering("quotes", claim.Confirms, "a"))
			w.same(w.claim("a").Origins(claim.SupportsClaim), 1)
		}},
		{"nobody quotes itself, and no way goes in a circle", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.refused(claim.CodeInvalid, author, party("google"), w.through("said", claim.Confirms, "a", "google"))
			w.refused(claim.CodeInvalid, author, party("google"), w.through("said", claim.Confirms, "a", "apple", "mozilla", "apple"))
		}},
		{"what was said before it was asked is a statement", func(w *world) {
			earlier := w.now.Add(-time.Minute)
			w.ask("google", "r", 10*day, "a")
			for _, b := range []letters.RecordResponse{w.through("said", claim.Denies, "a", "apple"), w.answering("said", claim.Denies, "a")} {
				b.ReceivedAt = earlier
				w.refused(claim.CodeInvalid, author, party("google"), b)
			}
			w.same(w.letters("google").Requests[0].Lifecycle, letters.Sent)
		}},
		{"an answer is to the latest request that was out by then", func(w *world) {
			w.ask("google", "r", 10*day, "a")
			w.now = w.now.Add(time.Hour)
			b := w.answering("said", claim.Denies, "a")
			w.now = w.now.Add(time.Hour)
			w.ask("google", "s", 10*day, "a")
			w.must(author, party("google"), b)
			w.same(w.letters("google").Responses[0].Request, id("r"))
		}},
	} {
		t.Run(s.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "a")
			s.play(w)
		})
	}
}

// TestAskedByHandBefore: what somebody says to have asked some time ago is put then, on
// whatever channel, and its silence is no right of reply that has lapsed.
func TestAskedByHandBefore(t *testing.T) {
	byHand := func(w *world, ago, window time.Duration) letters.Ask {
		b := w.asking("google", "r", window, "a")
		b.AskedAt, b.Steps = w.now.Add(-ago), nil
		b.SendAt, b.AnswerBy = b.AskedAt, b.AskedAt.Add(window)
		return b
	}
	for _, s := range []struct {
		sentence string
		play     func(*world)
	}{
		{"no letter goes out, by e-mail neither, and nobody is reminded", func(w *world) {
			w.must(author, party("google"), byHand(w, day, week))
			w.same(len(w.letters("google").ToDeliver()), 0)
			w.same(w.letters("google").Requests[0].SentAt, w.now.Add(-day))
			w.same(w.claim("a").Asked[0].At, w.now.Add(-day))
			w.silent("google", week)
		}},
		{"its time may have run out: that lapses, and the right of reply has not", func(w *world) {
			w.must(author, party("google"), byHand(w, week, day))
			w.pass("google", time.Minute)
			r := w.letters("google").Requests[0]
			w.same(r.Lifecycle, letters.NoReply)
			w.same(w.letters("google").Noticed(r.ID), false)
		}},
		{"an answer that came since is one", func(w *world) {
			w.must(author, party("google"), byHand(w, week, day))
			b := w.answering("said", claim.Denies, "a")
			b.ReceivedAt = w.now.Add(-6 * day)
			w.must(author, party("google"), b)
			w.same(w.letters("google").Requests[0].Lifecycle, letters.Answered)
			b.Response, b.ReceivedAt = id("before"), w.now.Add(-8*day)
			w.refused(claim.CodeInvalid, author, party("google"), b)
		}},
		{"nobody was asked in the future, nor has reminders of what we did not carry", func(w *world) {
			w.refused(claim.CodeInvalid, author, party("google"), byHand(w, -day, week))
			b := byHand(w, day, week)
			b.Steps = w.asking("google", "r", week, "a").Steps
			w.refused(claim.CodeInvalid, author, party("google"), b)
		}},
	} {
		t.Run(s.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "a")
			s.play(w)
		})
	}
}
