package claim

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
)

// checkTurns checks that whoever is told that it is their turn can act, and that
// nothing that needs a person is left out.
func (w *world) checkTurns(a Aggregate) {
	w.t.Helper()
	seen := map[string]bool{}
	kinds := map[TurnKind]int{}
	for _, t := range Turns(a) {
		kind, subject, err := ParseItem(t.Item())
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
	case *Claim:
		w.checkClaimTurns(a, kinds)
	case *Correspondence:
		if kinds[TurnRead] != len(a.Unread()) || kinds[TurnLook] != len(a.Unseen()) {
			w.t.Fatalf("%d messages to read and %d to look at, and %v wait", len(a.Unread()), len(a.Unseen()), kinds)
		}
	}
}

func (w *world) checkClaimTurns(c *Claim, kinds map[TurnKind]int) {
	w.t.Helper()
	if n := len(kinds); c.Stage.Over() && n > 0 || n > 1 {
		w.t.Fatalf("%v wait for a claim that is %s", kinds, c.Stage)
	}
	if kinds[TurnReview] == 0 {
		return
	}
	not := Turns(c)[0].Not
	for _, who := range []uuid.UUID{author, editor, reviewer, lawyer, id("somebody else")} {
		facts, err := c.Decide(Command{ID: id("a sign-off to try"), Actor: PersonActor(who), Body: Sign{Subject: c.Subject()}}, w.now)
		if can := err == nil && len(facts) > 0; can == slices.Contains(not, who) {
			w.t.Fatalf("that somebody can sign is %v, and that it is their turn is not: %v", can, err)
		}
	}
}

func TestTurnsOfAClaim(t *testing.T) {
	c := New(StreamClaim, id("c")).(*Claim)
	at := monday
	step := func(want TurnKind, facts ...Fact) {
		t.Helper()
		at = at.Add(time.Hour)
		Apply(c, Command{ID: uuid.New(), Actor: PersonActor(editor)}, at, facts)
		turns := Turns(c)
		if want == "" && len(turns) > 0 || want != "" && (len(turns) != 1 || turns[0].Kind != want) {
			t.Fatalf("%q should wait, and %v does", want, turns)
		}
		if want != "" && !turns[0].Since.Equal(at) {
			t.Fatalf("%s waits since %s, not %s", want, turns[0].Since, at)
		}
	}
	step(TurnDraft, ClaimDrafted{Case: story, Text: "text", Tier: Routine, Author: author, Policy: DefaultPolicy, Stage: StageDraft})
	step(TurnAsk, ClaimOpened{})
	step("", ClaimMoved{Stage: StageGathering})
	step(TurnAssess, ClaimMoved{Stage: StageAssessing})
	step(TurnReview, OutcomeProposed{Outcome: Unverified, Rationale: "why", AsOf: at, By: editor})
	step(TurnReturned, ChangesRequested{By: reviewer, Comments: "no", Stage: StageAssessing})
	step(TurnReview, OutcomeProposed{Outcome: Unverified, Rationale: "why", AsOf: at, By: editor})
	step(TurnHeld, ClaimMoved{Stage: StageOnHold, HeldFrom: StageInReview})
	step(TurnReview, ClaimMoved{Stage: StageInReview}, OutcomeProposed{Outcome: Unverified, Rationale: "why", AsOf: at, By: editor})
	step(TurnPublish, ClaimSignedOff{Outcome: Unverified, AsOf: at})
	step("", ClaimPublished{Publication: Publication{Version: 1, Kind: FirstPublication}})
	step(TurnCorrect, ClaimMoved{Stage: StageCorrecting})
	step("", ClaimMoved{Stage: StageWithdrawn})
}

func TestATurnIsAssignedOnce(t *testing.T) {
	c := New(StreamCase, story).(*Case)
	Apply(c, Command{ID: uuid.New()}, monday, []Fact{CaseOpened{Text: "text", Owner: editor}})
	item := Turn{Kind: TurnRead, Subject: id("message")}.Item()
	assign := func(to uuid.UUID) int {
		t.Helper()
		cmd := Command{ID: uuid.New(), Actor: PersonActor(editor), Body: AssignTurn{Item: item, To: to}}
		facts, err := c.Decide(cmd, monday)
		if err != nil {
			t.Fatal(err)
		}
		Apply(c, cmd, monday, facts)
		return len(facts)
	}
	if assign(uuid.Nil) != 0 || assign(reviewer) != 1 || assign(reviewer) != 0 || assign(lawyer) != 1 || len(c.Assigned) != 1 {
		t.Fatalf("assigned %v", c.Assigned)
	}
	if assign(uuid.Nil) != 1 || len(c.Assigned) != 0 {
		t.Fatalf("given back, and still assigned: %v", c.Assigned)
	}
	_, err := c.Decide(Command{ID: uuid.New(), Body: AssignTurn{Item: "nonsense"}}, monday)
	if CodeOf(err) != CodeNotFound {
		t.Fatalf("what does not wait was assigned: %v", err)
	}
}
