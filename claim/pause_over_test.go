package claim_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
)

var (
	caseStream = claim.Stream{Kind: claim.StreamCase, ID: story}
	pauseWhy   = claim.PauseReminders{Reason: "they are on strike"}
)

// listed puts a party into the directory.
func (w *world) listed(name string) claim.Stream {
	w.t.Helper()
	s := claim.Stream{Kind: claim.StreamParty, ID: id(name)}
	party(name)
	w.must(author, s, people.AddParty{Profile: "profile", Zone: "UTC", Contact: people.Contact{ID: addressOf(s.ID), Channel: claim.ByEmail, Address: "address"}})
	return s
}

// somePause pauses something at random, or lets it go on.
func (w *world) somePause(t *rapid.T) {
	s := draw(t, []claim.Stream{claimStream(claimNames[0]), claimStream(claimNames[1]), caseStream, claim.DeskStream})
	if oneIn(t, 2) {
		_, _ = w.as(author, s, claim.ResumeReminders{})
		return
	}
	b := claim.PauseReminders{Reason: draw(t, []claim.Ref{"reason", "reason", ""})}
	if oneIn(t, 2) {
		b.Until = w.now.Add(draw(t, strides))
	}
	_, _ = w.as(author, s, b)
}

// checkPauses checks that no reminder goes out while it is paused at any level, as the streams themselves say.
func (w *world) checkPauses(c *letters.Correspondence, r letters.Request) {
	w.t.Helper()
	for _, s := range []claim.Stream{caseStream, claim.DeskStream, {Kind: claim.StreamParty, ID: c.Party}} {
		if claim.PausedBy(w, s, w.now) != nil {
			w.t.Fatalf("a reminder while those of the %s are paused", s.Kind)
		}
	}
	for _, about := range r.Asking() {
		if claim.PausedBy(w, claim.Stream{Kind: claim.StreamClaim, ID: about}, w.now) == nil {
			return
		}
	}
	w.t.Fatalf("a reminder while those about every claim are paused")
}

// restsNow reports whether a request is paused, of itself or as a whole, at this moment.
func (w *world) restsNow(c *letters.Correspondence, r letters.Request) bool {
	for _, o := range c.Pausing(r) {
		if o.Level != claim.PauseClaim && o.InForce(w.now) {
			return true
		}
	}
	return !r.PausedAt.IsZero()
}

func TestAPauseAtAnyLevelHoldsRemindersBackUntilItEnds(t *testing.T) {
	for _, level := range claim.PauseLevels {
		streams := map[claim.PauseLevel]claim.Stream{claim.PauseClaim: claimStream("c"), claim.PauseCase: caseStream, claim.PauseDesk: claim.DeskStream}
		start := func(t *testing.T) (*world, claim.Stream) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			streams[claim.PauseParty] = w.listed("google")
			w.ask("google", "r", week, "c")
			return w, streams[level]
		}
		t.Run(string(level)+": until somebody says so", func(t *testing.T) {
			w, s := start(t)
			w.must(author, s, pauseWhy)
			w.refused(claim.CodeWrongStage, author, s, pauseWhy)
			w.same(w.letters("google").Outlook(w.now, w).None(id("r")), claim.StoppedPaused)
			w.same(w.pass("google", 4*day), []string(nil))
			w.must(author, s, claim.ResumeReminders{})
			w.same(len(w.must(author, s, claim.ResumeReminders{})), 0)
			w.same(w.pass("google", 2*week), []string{"reminder Sat 15:00", "final notice Sun 16:12"})
		})
		t.Run(string(level)+": until it ends by itself", func(t *testing.T) {
			w, s := start(t)
			w.must(author, s, claim.PauseReminders{Reason: "why", Until: w.now.Add(4 * day)})
			foreseen := w.letters("google").Outlook(w.now, w).About(id("r"))
			w.same(len(foreseen), 2)
			w.same(w.pass("google", 2*week), []string{"reminder Sat 15:00", "final notice Sun 16:12"})
			w.same(len(w.letters("google").Pauses), 0)
		})
		t.Run(string(level)+": a reminder that was on its way is called off", func(t *testing.T) {
			w, s := start(t)
			w.now = w.letters("google").NextDue()
			w.must(author, party("google"), claim.Tick{})
			w.must(author, s, pauseWhy)
			c := w.letters("google")
			why, _ := c.HeldBack(w.now, w, false)
			w.same(c.Stopped(c.ToDeliver()[0], id("x"), w.now) == claim.StoppedPaused || why == claim.StoppedPaused, true)
		})
		t.Run(string(level)+": a request that is put in the meantime goes out, and is not chased", func(t *testing.T) {
			w, s := start(t)
			w.must(author, s, pauseWhy)
			w.add(claim.DefaultPolicy, "d")
			if level == claim.PauseClaim {
				w.must(author, claimStream("d"), pauseWhy)
			}
			w.ask("google", "later", week, "d")
			w.same(w.letters("google").Request(id("later")).Lifecycle, letters.Sent)
			w.same(w.pass("google", 4*day), []string(nil))
		})
		t.Run(string(level)+": it says why, and ends later than now", func(t *testing.T) {
			w, s := start(t)
			w.refused(claim.CodeInvalid, author, s, claim.PauseReminders{})
			w.refused(claim.CodeInvalid, author, s, claim.PauseReminders{Reason: "why", Until: w.now})
		})
	}
}

func TestAPausedClaimIsLeftOutAndTheOtherIsChased(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c", "d")
	w.ask("google", "r", week, "c", "d")
	w.must(author, claimStream("c"), pauseWhy)
	w.same(len(w.pass("google", 4*day)), 1)
	w.same(w.letters("google").Request(id("r")).Chased(), []uuid.UUID{id("d")})
	w.answer("google", "a", claim.Confirms, "d")
	w.same(w.pass("google", 2*day), []string(nil))
}

func TestTwoPausesHoldAsLongAsTheLongerOne(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.ask("google", "r", week, "c")
	w.must(author, caseStream, claim.PauseReminders{Reason: "why", Until: w.now.Add(2 * day)})
	w.must(author, party("google"), letters.PauseReminders{Request: id("r"), Reason: "why"})
	w.same(w.pass("google", 4*day), []string(nil))
	w.must(author, party("google"), letters.ResumeReminders{Request: id("r")})
	w.same(len(w.pass("google", 2*week)), 2)
}

// TestAPauseShortensNoChase: who is chased after the answer-by instant is chased as long as if nobody had paused.
func TestAPauseShortensNoChase(t *testing.T) {
	for _, byItself := range []bool{false, true} {
		t.Run(fmt.Sprint("ends by itself ", byItself), func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			w.must(author, claim.DeskStream, people.SetPlan{Text: fmt.Sprintf(ours, 1)})
			ask := w.asking("google", "r", 4*day, "c")
			ask.Steps, ask.Plan = nil, "ours"
			w.must(author, party("google"), ask)
			w.deliver("google", letters.DeliveryAccepted)
			w.pass("google", 4*day+time.Hour)
			until := w.letters("google").Request(id("r")).Final()
			b := pauseWhy
			if byItself {
				b.Until = w.now.Add(30 * day)
			}
			w.must(author, caseStream, b)
			w.same(w.pass("google", 30*day), []string(nil))
			w.lifecycle("google", "r", letters.Sent)
			if !byItself {
				w.must(author, caseStream, claim.ResumeReminders{})
			}
			left := w.letters("google").Request(id("r")).Final().Sub(until)
			w.same(left > 29*day && left < 30*day, true)
			w.same(w.pass("google", 60*day), []string{"reminder Sun 11:08", "reminder Tue 11:08", "reminder Sat 11:08"})
			w.lifecycle("google", "r", letters.NoReply)
		})
	}
}

// TestAPauseOfTheDeskThatEndedWhileNothingWasOpenIsOver: its end is told only where something is open.
func TestAPauseOfTheDeskThatEndedWhileNothingWasOpenIsOver(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c", "d")
	w.ask("google", "r", week, "c")
	w.must(author, claim.DeskStream, pauseWhy)
	w.same(w.pass("google", 4*day), []string(nil))
	w.same(len(w.letters("google").Pauses), 1)
	w.answer("google", "a", claim.Confirms, "c")
	w.must(author, claim.DeskStream, claim.ResumeReminders{})
	w.ask("google", "later", week, "d")
	w.same(len(w.letters("google").Pauses), 0)
	w.same(len(w.pass("google", 2*week)) > 0, true)
}

// TestAPauseHoldsBackNothingThatAPersonPutsAgain: what people write goes out all the same.
func TestAPauseHoldsBackNothingThatAPersonPutsAgain(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.ask("google", "r", week, "c")
	w.must(author, claim.DeskStream, pauseWhy)
	c := w.letters("google")
	why, _ := c.HeldBack(w.now, w, false)
	w.same(why, claim.StoppedPaused)
	why, _ = c.HeldBack(w.now, w, true)
	w.same(why, claim.Reason(""))
}

// TestAReminderThatAPauseCalledOffStandsWhereItStood, for whoever lets reminders go out again.
func TestAReminderThatAPauseCalledOffStandsWhereItStood(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.ask("google", "r", week, "c")
	before := w.letters("google").Request(id("r")).Steps
	w.now = w.letters("google").NextDue()
	w.must(author, party("google"), claim.Tick{})
	letter := w.letters("google").ToDeliver()[0]
	w.must(author, caseStream, pauseWhy)
	w.must(author, party("google"), letters.RecordDelivery{Message: letter.ID, Delivery: letters.DeliveryStopped, Reason: claim.StoppedPaused})
	after := w.letters("google").Request(id("r")).Steps
	w.same(len(after), len(before))
	w.same(after[0].At, letter.At)
}
