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
	for _, t := range a.Turns() {
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
	if kinds[TurnReview]+kinds[TurnUnclaimed] == 0 {
		return
	}
	not := c.Turns()[0].Not
	for _, who := range []uuid.UUID{author, editor, reviewer, lawyer, id("second reviewer")} {
		facts, err := c.Decide(Command{ID: id("a sign-off to try"), Actor: PersonActor(who), Body: Sign{Subject: c.Subject()}}, w.now, w)
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
		turns := c.Turns()
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

// reading is a world in which a message of a party waits to be read.
func reading(t *testing.T) (w *world, in Stream, item string) {
	w = newWorld(t)
	w.staff = append(w.staff, Member{ID: id("second editor"), Roles: []Role{Editor}})
	w.add(DefaultPolicy, "c")
	w.ask("google", "r", week, "c")
	w.reply("google", "message", MailAnswer)
	return w, party("google"), Turn{Kind: TurnRead, Subject: id("message")}.Item()
}

func TestATurnIsAssignedOnce(t *testing.T) {
	w, in, item := reading(t)
	s := Stream{StreamCase, story}
	assign := func(to uuid.UUID) int {
		t.Helper()
		return len(w.must(editor, s, AssignTurn{Item: item, To: to, Correspondence: in.ID}))
	}
	c := w.lane(s).state.(*Case)
	if assign(uuid.Nil) != 0 || assign(author) != 1 || assign(author) != 0 || assign(editor) != 1 || len(c.Assigned) != 1 {
		t.Fatalf("assigned %v", c.Assigned)
	}
	if assign(uuid.Nil) != 1 || len(c.Assigned) != 0 {
		t.Fatalf("given back, and still assigned: %v", c.Assigned)
	}
	w.refused(CodeNotFound, editor, s, AssignTurn{Item: "nonsense", Correspondence: in.ID})
	w.refused(CodeForbidden, editor, s, AssignTurn{Item: item, Correspondence: in.ID, To: lawyer})
	w.refused(CodeNotFound, editor, s, AssignTurn{Item: item, Correspondence: in.ID, To: id("nobody")})
	gone := Turn{Kind: TurnRead, Subject: id("another message")}.Item()
	if len(w.must(editor, s, AssignTurn{Item: gone, Correspondence: in.ID, To: author})) != 0 {
		t.Fatal("what does not wait was assigned")
	}
}

func TestAReviewThatNobodyTakesUpFallsToEverybodyWhoCanSign(t *testing.T) {
	w := newWorld(t)
	w.add(DefaultPolicy, "c", "taken")
	s := Stream{StreamCase, story}
	for _, name := range []string{"c", "taken"} {
		w.must(editor, claimStream(name), w.assessing(Unverified))
		item := Turn{Kind: TurnReview, Subject: id(name)}.Item()
		w.must(editor, s, AssignTurn{Item: item, To: reviewer})
	}
	item := Turn{Kind: TurnReview, Subject: id("taken")}.Item()
	w.must(editor, s, AssignTurn{Item: item})
	w.must(reviewer, s, AssignTurn{Item: item, To: reviewer})
	due := w.claim("c").Next().Due
	if !due.Equal(monday.Add(ReviewPatience)) {
		t.Fatalf("due %s", due)
	}
	w.must(uuid.Nil, claimStream("c"), Tick{})
	w.same(w.claim("c").Turns()[0].Kind, TurnReview) // not yet
	w.now = due
	for name, want := range map[string]TurnKind{"c": TurnUnclaimed, "taken": TurnReview} {
		w.must(uuid.Nil, claimStream(name), Tick{})
		w.same(w.claim(name).Turns()[0].Kind, want)
		w.same(w.claim(name).Next().Due, time.Time{})
	}
	w.sign(lawyer, "c")
	w.same(w.claim("c").Turns()[0].Kind, TurnPublish)
}
