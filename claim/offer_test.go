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

// offered are the kinds of commands that a person is offered for a claim.
func (w *world) offered(person uuid.UUID, s claim.Stream) []string {
	var kinds []string
	for _, o := range claim.Offers(w.lane(s).state, claim.PersonActor(person), w.now, w) {
		if o.Offered() {
			kinds = append(kinds, o.Command)
		}
	}
	return kinds
}

func TestWhatIsOfferedFollowsTheClaim(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	s := claimStream("c")
	w.same(w.offered(editor, s), []string{"revise claim", "add evidence", "assess", "hold", "withdraw", "decline"})
	w.must(editor, s, w.assessing(claim.Unverified))
	w.same(slices.Contains(w.offered(reviewer, s), "sign"), true)
	w.same(slices.Contains(w.offered(editor, s), "sign"), false) // her own work
	for _, o := range claim.Offers(w.claim("c"), claim.PersonActor(editor), w.now, w) {
		if o.Command == "sign" {
			w.same(o.Refused.Code, claim.CodeOwnWork)
		}
	}
	w.sign(reviewer, "c")
	w.same(slices.Contains(w.offered(editor, s), "publish"), true)
	w.must(editor, s, claim.Publish{})
	w.same(w.offered(editor, s), []string{"add evidence", "correct", "retract", "close", "hold"})
	w.same(len(claim.Offers(claim.New(claim.StreamClaim, id("none")), claim.PersonActor(editor), w.now, w)), 0)
}

func TestWhatIsOfferedOfARequest(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	ask := w.asking("google", "r", week, "c")
	ask.SendAt = w.now.Add(time.Minute)
	w.must(author, party("google"), ask)
	w.same(w.offered(author, party("google")), []string{"withdraw request", "withdraw request", "extend", "pause reminders"})
	w.now = ask.SendAt
	w.must(uuid.Nil, party("google"), claim.Tick{})
	w.deliver("google", letters.DeliveryAccepted)
	w.same(w.offered(author, party("google")), []string{"withdraw request", "extend", "pause reminders", "write follow-up"})
}

// TestWhatIsOfferedIsTaken: whatever a claim offers, it takes when it is given as
// it was tried.
func TestWhatIsOfferedIsTakenAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		s, c := claimStream(claimNames[0]), w.claim(claimNames[0])
		w.must(author, s, claim.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy})
		for range below(t, 12) {
			_, _ = w.as(draw(t, called), s, w.claimCommand(t, c))
		}
		who := draw(t, called)
		for i, o := range claim.Offers(c, claim.PersonActor(who), w.now, w) {
			facts, err := c.Decide(claim.Command{ID: uuid.Max, Actor: claim.PersonActor(who), Body: c.Tries(w.now)[i].Body}, w.now, w)
			if taken := err == nil && len(facts) > 0; taken != o.Offered() {
				t.Fatalf("%s is offered: %v, and taken: %v", o.Command, o.Offered(), taken)
			}
		}
	})
}
