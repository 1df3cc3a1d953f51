package claim

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// offered are the kinds of commands that a person is offered for a claim.
func (w *world) offered(person uuid.UUID, s Stream) []string {
	var kinds []string
	for _, o := range Offers(w.lane(s).state, PersonActor(person), w.now, w) {
		if o.Refused == nil {
			kinds = append(kinds, o.Command)
		}
	}
	return kinds
}

func TestWhatIsOfferedFollowsTheClaim(t *testing.T) {
	w := newWorld(t)
	w.add(DefaultPolicy, "c")
	s := claimStream("c")
	w.same(w.offered(editor, s), []string{"revise claim", "add evidence", "assess", "hold", "withdraw", "decline"})
	w.must(editor, s, w.assessing(Unverified))
	w.same(slices.Contains(w.offered(reviewer, s), "sign"), true)
	w.same(slices.Contains(w.offered(editor, s), "sign"), false) // her own work
	for _, o := range Offers(w.claim("c"), PersonActor(editor), w.now, w) {
		if o.Command == "sign" {
			w.same(o.Refused.Code, CodeOwnWork)
		}
	}
	w.sign(reviewer, "c")
	w.same(slices.Contains(w.offered(editor, s), "publish"), true)
	w.must(editor, s, Publish{})
	w.same(w.offered(editor, s), []string{"add evidence", "correct", "retract", "close", "hold"})
	w.must(editor, s, exhibiting("memo", SupportsClaim))
	w.same(slices.Contains(w.offered(editor, s), "withdraw evidence"), true)
	w.same(len(Offers(New(StreamClaim, id("none")), PersonActor(editor), w.now, w)), 0)
}

func TestWhatIsOfferedOfARequest(t *testing.T) {
	w := newWorld(t)
	w.add(DefaultPolicy, "c")
	ask := w.asking("google", "r", week, "c")
	ask.SendAt = w.now.Add(time.Minute)
	w.must(author, party("google"), ask)
	w.same(w.offered(author, party("google")), []string{"withdraw request", "withdraw request", "extend", "pause reminders"})
	w.now = ask.SendAt
	w.must(uuid.Nil, party("google"), Tick{})
	w.deliver("google", DeliveryAccepted)
	w.same(w.offered(author, party("google")), []string{"withdraw request", "extend", "pause reminders", "write follow-up", "record response"})
}

// TestWhatIsOfferedIsTakenAlways: a claim takes what it offers when somebody gives
// it, with all that follows in the streams beside it, and nothing else.
func TestWhatIsOfferedIsTakenAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		s, c := claimStream(claimNames[0]), w.claim(claimNames[0])
		w.must(author, s, AddClaim{Case: story, Text: "text", Tier: Routine, Author: author, Policy: DefaultPolicy})
		for range below(t, 12) {
			_, _ = w.as(draw(t, people), s, w.claimCommand(t, c))
		}
		who := draw(t, people)
		tries := c.tries(w.now)
		i := below(t, len(tries))
		o := Offers(c, PersonActor(who), w.now, w)[i]
		entries, err := w.as(who, s, tries[i].body)
		if taken := err == nil && len(entries) > 0; taken != (o.Refused == nil) {
			t.Fatalf("%s is refused beforehand: %v, and then: %d entries, %v", o.Command, o.Refused, len(entries), err)
		}
	})
}
