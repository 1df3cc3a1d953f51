package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// told is what the party is told in one letter, by claim and kind, or nothing.
func (w *world) told(name string) []string {
	var kinds []string
	for _, t := range w.letters(name).Tellings {
		for _, n := range t.News {
			kinds = append(kinds, string(n.Publication.Kind))
		}
	}
	return kinds
}

// lettersOf counts the letters of a kind to a party.
func (w *world) lettersOf(name string, kind claim.MessageKind) int {
	n := 0
	for _, m := range w.letters(name).Messages {
		if m.Kind == kind {
			n++
		}
	}
	return n
}

func TestTelling(t *testing.T) {
	undo := claim.DefaultDeskSettings.UndoWindow()
	tick := func(w *world, after time.Duration) {
		w.now = w.now.Add(after)
		w.must(uuid.Nil, party("google"), claim.Tick{})
	}
	for _, test := range []struct {
		sentence string
		play     func(w *world)
	}{
		{"who was asked is told in the transaction that publishes, in one letter, once the undo window is over", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", claim.Unverified)
			w.same(w.told("google"), []string{"publication"})
			w.same(w.lettersOf("google", claim.PublicationLetter), 0)
			tick(w, undo)
			tick(w, undo)
			w.same(w.lettersOf("google", claim.PublicationLetter), 1)
		}},
		{"many findings that are published together are one letter, and of each claim it tells what was published last", func(w *world) {
			w.ask("google", "r", week, "a", "b")
			w.publish("a", claim.Unverified)
			w.publish("b", claim.Unverified)
			w.must(editor, claimStream("a"), finding.Retract{Reason: "it was wrong"})
			w.same(len(w.letters("google").Tellings), 1)
			w.same(w.told("google"), []string{"publication", "retraction"})
			tick(w, undo)
			w.same(w.lettersOf("google", claim.PublicationLetter), 1)
		}},
		{"what comes later is another letter", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", claim.Unverified)
			tick(w, undo)
			w.must(editor, claimStream("c"), finding.TakeDown{Reason: "a court says so"})
			tick(w, undo)
			w.same(w.lettersOf("google", claim.PublicationLetter), 2)
		}},
		{"the letter about a retraction takes the place of a withdrawal", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", claim.Unverified)
			w.must(editor, claimStream("c"), finding.Retract{Reason: "it was wrong"})
			w.same(w.letters("google").Requests[0].Lifecycle, letters.RequestWithdrawn)
			w.same(w.lettersOf("google", claim.WithdrawalLetter), 0)
		}},
		{"nobody is told if it is said why not; a request that is withdrawn then has its own letter", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", claim.Unverified)
			tick(w, undo)
			w.must(editor, claimStream("c"), finding.Retract{Reason: "it was wrong", Untold: "they know"})
			tick(w, undo)
			w.same(w.lettersOf("google", claim.PublicationLetter), 1)
			w.same(w.lettersOf("google", claim.WithdrawalLetter), 1)
			w.same(w.claim("c").Publications[1].Untold, claim.Ref("they know"))
		}},
		{"a letter that waits is withdrawn when what it says is taken back, and it is said why nobody is told", func(w *world) {
			w.ask("google", "r", week, "b", "c")
			w.publish("b", claim.Unverified)
			w.publish("c", claim.Unverified)
			first := w.letters("google").Tellings[0].ID
			w.must(editor, claimStream("b"), finding.Retract{Reason: "it was wrong", Untold: "they know"})
			w.same(w.told("google"), []string{"publication"}) // of the other claim
			w.must(editor, claimStream("c"), finding.TakeDown{Reason: "a court says so", Untold: "they know"})
			w.same(len(w.told("google")), 0)
			w.must(uuid.Nil, party("google"), finding.NotePublished{Claim: id("c"), Publication: w.claim("c").Publications[0]})
			tick(w, undo)
			w.same(w.lettersOf("google", claim.PublicationLetter), 0)
			w.same(w.letters("google").Message(first) == nil, true)
		}},
		{"a letter that the mail server has not taken yet goes out no more when what it says is changed", func(w *world) {
			w.ask("google", "r", week, "b", "c")
			w.publish("b", claim.Unverified)
			w.publish("c", claim.Unverified)
			w.now = w.now.Add(undo)
			w.must(uuid.Nil, party("google"), claim.Tick{}) // dispatched, not delivered
			of := w.letters("google")
			letter := *of.Message(of.Tellings[0].ID)
			w.must(editor, claimStream("c"), finding.TakeDown{Reason: "a court says so"})
			w.same(w.told("google"), []string{"publication", "takedown"}) // b in the first letter, c in another
			w.same(w.letters("google").Stopped(letter, id("x"), w.now), claim.Reason(""))
			w.must(editor, claimStream("b"), finding.Retract{Reason: "it was wrong"})
			w.same(w.told("google"), []string{"takedown", "retraction"})
			w.same(w.letters("google").Stopped(letter, id("x"), w.now), claim.StoppedChanged)
		}},
		{"a publication that is noted twice is told once", func(w *world) {
			w.ask("google", "r", week, "c")
			w.publish("c", claim.Unverified)
			again := finding.NotePublished{Claim: id("c"), Publication: w.claim("c").Publications[0]}
			w.must(uuid.Nil, party("google"), again)
			tick(w, undo)
			w.must(uuid.Nil, party("google"), again)
			tick(w, undo)
			w.same(w.lettersOf("google", claim.PublicationLetter), 1)
		}},
		{"whom no letter has reached is not told", func(w *world) {
			w.ask("google", "r", week, "c")
			of := w.letters("google")
			as := *of
			as.Messages = append([]letters.Message{}, of.Messages...)
			as.Messages[0].Delivery = letters.DeliveryHardBounce
			_, why := as.Tells(id("c"), w)
			w.same(why, letters.UntoldUnasked)
		}},
		{"whom a person has asked is told by a person", func(w *world) {
			w.ask("google", "r", week, "c")
			as := *w.letters("google")
			as.Requests = append([]letters.Request{}, as.Requests...)
			as.Requests[0].Channel = claim.ByPhone
			_, why := as.Tells(id("c"), w)
			w.same(why, letters.UntoldInPerson)
		}},
		{"a letter about a publication does not follow up: who has asked back still waits", func(w *world) {
			w.ask("google", "r", week, "c")
			w.reply("google", "m", received.MailAnswer)
			w.must(author, party("google"), letters.ReadMessage{Message: id("m"), Disposition: letters.ReadClarification})
			w.publish("c", claim.Unverified)
			tick(w, undo)
			w.same(w.letters("google").Requests[0].Lifecycle, letters.Clarification)
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "a", "b", "c")
			test.play(w)
		})
	}
}
