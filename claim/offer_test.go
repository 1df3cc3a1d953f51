package claim_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
)

// offered are the kinds of commands that a person is offered for a claim.
func (w *world) offered(person uuid.UUID, s claim.Stream) []string {
	var kinds []string
	for _, o := range claim.Offers(w.lane(s).state, claim.PersonActor(person), w.now, w) {
		if o.Refused == nil {
			kinds = append(kinds, o.Command)
		}
	}
	return kinds
}

func TestWhatIsOfferedFollowsTheClaim(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	s := claimStream("c")
	w.same(w.offered(editor, s), []string{"revise claim", "add evidence", "mark claim", "assess", "hold", "withdraw", "decline", "record statement"})
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
	w.must(editor, s, finding.Publish{})
	w.same(w.offered(editor, s), []string{"add evidence", "correct", "retract", "take down", "close", "hold", "record statement"})
	w.must(editor, s, exhibiting("memo", claim.SupportsClaim))
	w.same(slices.Contains(w.offered(editor, s), "withdraw evidence"), true)
	w.same(len(claim.Offers(claim.New(claim.StreamClaim, id("none")), claim.PersonActor(editor), w.now, w)), 0)
}

func TestWhatIsOfferedOfARequest(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	ask := w.asking("google", "r", week, "c")
	ask.SendAt = w.now.Add(time.Minute)
	w.must(author, party("google"), ask)
	w.same(w.offered(author, party("google")), []string{"withdraw request", "withdraw request", "extend", "pause reminders", "move plan", "log attempt"})
	w.now = ask.SendAt
	w.must(uuid.Nil, party("google"), claim.Tick{})
	w.deliver("google", letters.DeliveryAccepted)
	w.same(w.offered(author, party("google")), []string{"withdraw request", "extend", "pause reminders", "move plan", "log attempt", "write follow-up", "record response"})
}

// TestWhatIsOfferedIsTakenAlways: a claim takes what it offers when somebody gives
// it, with all that follows in the streams beside it, and nothing else.
func TestWhatIsOfferedIsTakenAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		s, c := claimStream(claimNames[0]), w.claim(claimNames[0])
		w.must(author, s, verification.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy})
		for range below(t, 12) {
			_, _ = w.as(draw(t, called), s, w.claimCommand(t, c))
		}
		who := draw(t, called)
		tries := c.Tries(w.now)
		i := below(t, len(tries))
		o := claim.Offers(c, claim.PersonActor(who), w.now, w)[i]
		entries, err := w.as(who, s, tries[i].Body)
		if taken := err == nil && len(entries) > 0; taken != (o.Refused == nil) {
			t.Fatalf("%s is refused beforehand: %v, and then: %d entries, %v", o.Command, o.Refused, len(entries), err)
		}
	})
}
