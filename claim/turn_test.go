package claim_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
)

// checkTurns checks that whoever is told that it is their turn can act, and that
// nothing that needs a person is left out.
func (w *world) checkTurns(a claim.Aggregate) {
	w.t.Helper()
	seen := map[string]bool{}
	kinds := map[claim.TurnKind]int{}
	for _, t := range a.Turns() {
		kind, subject, err := claim.ParseItem(t.Item())
		if err != nil || kind != t.Kind || subject != t.Subject {
			w.t.Fatalf("the name %q of a turn cannot be read: %v", t.Item(), err)
		}
		if seen[t.Item()] {
			w.t.Fatalf("%s stands twice", t.Item())
		}
		seen[t.Item()] = true
		kinds[kind]++
		if t.Since.IsZero() {
			w.t.Fatalf("%s does not say since when", t.Item())
		}
	}
	switch a := a.(type) {
	case *verification.Claim:
		w.checkClaimTurns(a, kinds)
	case *letters.Correspondence:
		if kinds[claim.TurnRead] != len(a.Unread()) || kinds[claim.TurnLook] != len(a.Unseen()) {
			w.t.Fatalf("%d messages to read and %d to look at, and %v wait", len(a.Unread()), len(a.Unseen()), kinds)
		}
	}
}

func (w *world) checkClaimTurns(c *verification.Claim, kinds map[claim.TurnKind]int) {
	w.t.Helper()
	of := maps.Clone(kinds)
	for _, besides := range []claim.TurnKind{claim.TurnStalled, claim.TurnGround, claim.TurnMissed, claim.TurnAskAgain, claim.TurnEvidence, claim.TurnWeigh} {
		if delete(of, besides); besides == claim.TurnAskAgain && kinds[besides] != len(c.ToAskAgain()) {
			w.t.Fatalf("%d parties are to be asked again, and %v wait", len(c.ToAskAgain()), kinds)
		}
	}
	if c.Stage.Over() && len(of) > 0 || len(of) > 1 {
		w.t.Fatalf("%v wait for a claim that is %s", kinds, c.Stage)
	}
	if kinds[claim.TurnReview]+kinds[claim.TurnUnclaimed]+kinds[claim.TurnAfterReview] == 0 {
		return
	}
	not := c.Turns()[0].Not
	for _, who := range []uuid.UUID{author, editor, reviewer, lawyer, id("second reviewer")} {
		facts, err := c.Decide(claim.Command{ID: id("a sign-off to try"), Actor: claim.PersonActor(who), Body: finding.Sign{Subject: c.Subject()}}, w.now, w)
		if can := err == nil && len(facts) > 0; can == slices.Contains(not, who) {
			w.t.Fatalf("that somebody can sign is %v, and that it is their turn is not: %v", can, err)
		}
	}
}

func TestTurnsOfAClaim(t *testing.T) {
	c := claim.New(claim.StreamClaim, id("c")).(*verification.Claim)
	at := monday
	step := func(want claim.TurnKind, facts ...claim.Fact) {
		t.Helper()
		at = at.Add(time.Hour)
		claim.Apply(c, claim.Command{ID: uuid.New(), Actor: claim.PersonActor(editor)}, at, facts)
		turns := c.Turns()
		if want == "" && len(turns) > 0 || want != "" && (len(turns) != 1 || turns[0].Kind != want) {
			t.Fatalf("%q should wait, and %v does", want, turns)
		}
		if want != "" && !turns[0].Since.Equal(at) {
			t.Fatalf("%s waits since %s, not %s", want, turns[0].Since, at)
		}
	}
	step(claim.TurnDraft, verification.ClaimDrafted{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy, Stage: claim.StageDraft})
	step(claim.TurnAsk, verification.ClaimOpened{})
	step("", verification.ClaimMoved{Stage: claim.StageGathering})
	step(claim.TurnAssess, verification.ClaimMoved{Stage: claim.StageAssessing})
	step(claim.TurnReview, finding.OutcomeProposed{Outcome: claim.Unverified, Rationale: "why", AsOf: at, By: editor})
	step(claim.TurnReturned, finding.ChangesRequested{By: reviewer, Comments: "no", Stage: claim.StageAssessing})
	step(claim.TurnReview, finding.OutcomeProposed{Outcome: claim.Unverified, Rationale: "why", AsOf: at, By: editor})
	step(claim.TurnHeld, verification.ClaimMoved{Stage: claim.StageOnHold, HeldFrom: claim.StageInReview})
	step(claim.TurnReview, verification.ClaimMoved{Stage: claim.StageInReview}, finding.OutcomeProposed{Outcome: claim.Unverified, Rationale: "why", AsOf: at, By: editor})
	step(claim.TurnPublish, finding.ClaimSignedOff{Outcome: claim.Unverified, AsOf: at})
	step("", finding.ClaimPublished{Publication: finding.Publication{Version: 1, Kind: finding.FirstPublication}})
	step(claim.TurnCorrect, verification.ClaimMoved{Stage: claim.StageCorrecting})
	step("", verification.ClaimMoved{Stage: claim.StageWithdrawn})
}

// reading is a world in which a message of a party waits to be read.
func reading(t *testing.T) (w *world, in claim.Stream, item string) {
	w = newWorld(t)
	w.staff = append(w.staff, claim.Member{ID: id("second editor"), Roles: []claim.Role{claim.Editor}})
	w.add(claim.DefaultPolicy, "c")
	w.ask("google", "r", week, "c")
	w.reply("google", "message", received.MailAnswer)
	return w, party("google"), claim.Turn{Kind: claim.TurnRead, Subject: id("message")}.Item()
}

func TestATurnIsAssignedOnce(t *testing.T) {
	w, in, item := reading(t)
	s := claim.Stream{claim.StreamCase, story}
	assign := func(to uuid.UUID) int {
		t.Helper()
		return len(w.must(editor, s, assigned.AssignTurn{Item: item, To: to, Correspondence: in.ID}))
	}
	c := w.lane(s).state.(*cases.Case)
	if assign(uuid.Nil) != 0 || assign(author) != 1 || assign(author) != 0 || assign(editor) != 1 || len(c.Assigned) != 1 {
		t.Fatalf("assigned %v", c.Assigned)
	}
	if assign(uuid.Nil) != 1 || len(c.Assigned) != 0 {
		t.Fatalf("given back, and still assigned: %v", c.Assigned)
	}
	w.refused(claim.CodeNotFound, editor, s, assigned.AssignTurn{Item: "nonsense", Correspondence: in.ID})
	w.refused(claim.CodeForbidden, editor, s, assigned.AssignTurn{Item: item, Correspondence: in.ID, To: lawyer})
	w.refused(claim.CodeNotFound, editor, s, assigned.AssignTurn{Item: item, Correspondence: in.ID, To: id("nobody")})
	gone := claim.Turn{Kind: claim.TurnRead, Subject: id("another message")}.Item()
	if len(w.must(editor, s, assigned.AssignTurn{Item: gone, Correspondence: in.ID, To: author})) != 0 {
		t.Fatal("what does not wait was assigned")
	}
}

func TestAReviewThatNobodyTakesUpFallsToEverybodyWhoCanSign(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c", "taken")
	s := claim.Stream{claim.StreamCase, story}
	for _, name := range []string{"c", "taken"} {
		w.must(editor, claimStream(name), w.assessing(claim.Unverified))
		item := claim.Turn{Kind: claim.TurnReview, Subject: id(name)}.Item()
		w.must(editor, s, assigned.AssignTurn{Item: item, To: reviewer})
	}
	item := claim.Turn{Kind: claim.TurnReview, Subject: id("taken")}.Item()
	w.must(editor, s, assigned.AssignTurn{Item: item})
	w.must(reviewer, s, assigned.AssignTurn{Item: item, To: reviewer})
	due := w.claim("c").Next().Due
	if !due.Equal(monday.Add(verification.ReviewPatience)) {
		t.Fatalf("due %s", due)
	}
	w.must(uuid.Nil, claimStream("c"), claim.Tick{})
	w.same(w.claim("c").Turns()[0].Kind, claim.TurnReview) // not yet
	w.now = due
	for name, want := range map[string]claim.TurnKind{"c": claim.TurnUnclaimed, "taken": claim.TurnReview} {
		w.must(uuid.Nil, claimStream(name), claim.Tick{})
		w.same(w.claim(name).Turns()[0].Kind, want)
		w.same(w.claim(name).Next().Due, due.Add(2*verification.ReviewPatience))
		w.same(w.claim(name).Turns()[1].Kind, claim.TurnStalled)
	}
	w.sign(lawyer, "c")
	w.same(w.claim("c").Turns()[0].Kind, claim.TurnPublish)
}
