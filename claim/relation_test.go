package claim_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
)

// rests has a claim rest on another one.
func (w *world) rests(name, on string) {
	w.t.Helper()
	w.must(author, claimStream(name), claim.RelateClaim{To: id(on), As: claim.RestsOn, Reason: "because"})
}

// groundTurns are the turns of a claim of which a ground has fallen.
func (w *world) groundTurns(name string) []claim.Turn {
	var turns []claim.Turn
	for _, t := range w.claim(name).Turns() {
		if t.Kind == claim.TurnGround {
			turns = append(turns, t)
		}
	}
	return turns
}

// refute takes a claim to signed off as refuted.
func (w *world) refute(name string) {
	w.t.Helper()
	w.answer("vendor", "denial of "+name, claim.Denies, name)
	w.signOff(name, claim.Refuted)
}

func TestWhatRestsOnAClaimThatFallsComesToSomebodysTurn(t *testing.T) {
	for how, fall := range map[string]func(*world){
		"refuted": func(w *world) { w.refute("affected") },
		"unverifiable": func(w *world) {
			w.answer("vendor", "no more", claim.NoComment, "affected")
			w.signOff("affected", claim.Unverifiable)
		},
		"withdrawn": func(w *world) { w.must(editor, claimStream("affected"), claim.Withdraw{Reason: "why"}) },
		"declined":  func(w *world) { w.must(editor, claimStream("affected"), claim.Decline{Reason: "why"}) },
		"retracted": func(w *world) {
			w.answer("vendor", "yes", claim.Confirms, "affected")
			w.publish("affected", claim.Confirmed)
			w.must(editor, claimStream("affected"), claim.Retract{Reason: "why"})
		},
		"unverified": func(w *world) { // it was confirmed before
			w.answer("vendor", "yes", claim.Confirms, "affected")
			w.signOff("affected", claim.Confirmed)
			w.must(editor, claimStream("affected"), claim.AddEvidence{Evidence: id("e"), Kind: claim.NoteEvidence, Bearing: claim.NeutralToClaim, Text: "words"})
			w.must(author, claimStream("affected"), w.assessing(claim.Unverified))
			w.sign(lawyer, "affected")
		},
	} {
		t.Run(how, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "affected", "patched")
			w.ask("vendor", "r", 48*time.Hour, "affected")
			w.rests("patched", "affected")
			require.Empty(t, w.groundTurns("patched"))
			fall(w)
			turns := w.groundTurns("patched")
			require.Len(t, turns, 1)
			require.Equal(t, how, turns[0].Why)
			require.Equal(t, author, turns[0].Person)
			require.Empty(t, w.groundTurns("affected"))
		})
	}
}

func TestTheTurnEndsWhenSomebodyLooks(t *testing.T) {
	for how, look := range map[string]func(*world){
		"revises it": func(w *world) {
			w.must(author, claimStream("patched"), claim.ReviseClaim{Text: "other", Tier: claim.Routine, Seen: 99})
		},
		"assesses it": func(w *world) { w.must(editor, claimStream("patched"), w.assessing(claim.Unverified)) },
		"upholds it": func(w *world) {
			w.must(editor, claimStream("patched"), claim.UpholdClaim{Reason: "it stands by itself"})
		},
		"withdraws it": func(w *world) { w.must(editor, claimStream("patched"), claim.Withdraw{Reason: "why"}) },
		"unrelates it": func(w *world) {
			w.must(editor, claimStream("patched"), claim.UnrelateClaim{To: id("affected"), As: claim.RestsOn, Reason: "why"})
		},
		"finds it back": func(w *world) {
			w.answer("vendor", "yes", claim.Confirms, "affected")
			w.backTo("affected", claim.Confirmed)
		},
	} {
		t.Run(how, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "affected", "patched")
			w.ask("vendor", "r", 48*time.Hour, "affected")
			w.rests("patched", "affected")
			w.refute("affected")
			require.Len(t, w.groundTurns("patched"), 1)
			look(w)
			require.Empty(t, w.groundTurns("patched"))
			w.must(editor, claimStream("affected"), claim.Hold{Reason: "why"}) // which is no other fall
			w.must(editor, claimStream("affected"), claim.Resume{})
			require.Empty(t, w.groundTurns("patched"))
		})
	}
}

// backTo has a claim that is in review, or was signed off, signed off as something else.
func (w *world) backTo(name string, o claim.Outcome) {
	w.t.Helper()
	w.now = w.now.Add(claim.ReviewPatience)
	w.must(editor, claimStream(name), w.assessing(o))
	w.sign(reviewer, name)
}

func TestAClaimThatRestsOnAFallenOneIsLookedAtAtOnce(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "affected", "patched")
	w.ask("vendor", "r", 48*time.Hour, "affected")
	w.refute("affected")
	w.rests("patched", "affected")
	require.Len(t, w.groundTurns("patched"), 1)
}

func TestACircleOfClaimsIsRefused(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a", "b", "c")
	w.rests("a", "b")
	w.rests("b", "c")
	w.refused(claim.CodeInvalid, author, claimStream("c"), claim.RelateClaim{To: id("a"), As: claim.RestsOn})
	w.refused(claim.CodeInvalid, author, claimStream("a"), claim.RelateClaim{To: id("a"), As: claim.RestsOn})
	w.must(author, claimStream("c"), claim.RelateClaim{To: id("a"), As: claim.ContradictsOne})
	w.must(author, claimStream("c"), claim.RelateClaim{To: id("a"), As: claim.RepeatsOne})
}

func TestARelationIsOfOneCaseAndEndsWithAReason(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a", "b")
	w.refused(claim.CodeNotFound, author, claimStream("a"), claim.RelateClaim{To: id("nothing"), As: claim.RestsOn})
	w.refused(claim.CodeInvalid, author, claimStream("a"), claim.RelateClaim{To: id("b"), As: "likes"})
	w.rests("a", "b")
	require.Empty(t, w.must(author, claimStream("a"), claim.RelateClaim{To: id("b"), As: claim.RestsOn}))
	require.Equal(t, []claim.Naming{{Claim: id("a"), As: claim.RestsOn}}, w.claim("b").NamedBy)
	w.refused(claim.CodeInvalid, author, claimStream("a"), claim.UnrelateClaim{To: id("b"), As: claim.RestsOn})
	w.must(author, claimStream("a"), claim.UnrelateClaim{To: id("b"), As: claim.RestsOn, Reason: "why"})
	require.Empty(t, w.claim("b").NamedBy)
	w.refused(claim.CodeWrongStage, author, claimStream("a"), claim.UpholdClaim{Reason: "why"})
}

// In any sequence of commands: whoever rests on a claim is known to it, has heard
// that it fell, and rests on nothing that rests on it.
func TestRelationsAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, claimNames...)
		t.Repeat(map[string]func(*rapid.T){
			"relate": func(t *rapid.T) {
				_, _ = w.as(draw(t, called), claimStream(draw(t, claimNames)), w.relationCommand(t, "why"))
			},
			"anything": func(t *rapid.T) {
				name := draw(t, claimNames)
				_, _ = w.as(draw(t, called), claimStream(name), w.claimCommandOfPeople(t, w.claim(name)))
			},
			"": func(t *rapid.T) { w.checkRelations(t) },
		})
	})
}

func (w *world) checkRelations(t *rapid.T) {
	for _, name := range claimNames {
		c := w.claim(name)
		for _, r := range c.Related {
			ground := w.lane(claim.Stream{Kind: claim.StreamClaim, ID: r.To}).state.(*claim.Claim)
			require.Contains(t, ground.NamedBy, claim.Naming{Claim: c.ID, As: r.As})
			if r.As != claim.RestsOn {
				continue
			}
			require.NotEqual(t, c.ID, r.To)
			over := c.Stage == claim.StageWithdrawn || c.Stage == claim.StageDeclined || c.Stage == claim.StageRetracted
			if gone := ground.Stage == claim.StageWithdrawn || ground.Stage == claim.StageDeclined; gone && !over {
				heard := false
				for _, f := range c.Fallen {
					heard = heard || f.Claim == r.To
				}
				require.True(t, heard, "%s rests on a claim that is %s", name, ground.Stage)
			}
		}
	}
}
