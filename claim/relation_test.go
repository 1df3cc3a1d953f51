package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// rests has a claim rest on another one.
func (w *world) rests(name, on string) {
	w.t.Helper()
	w.must(author, claimStream(name), relation.RelateClaim{To: id(on), As: relation.RestsOn, Reason: "because"})
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
		"withdrawn": func(w *world) { w.must(editor, claimStream("affected"), verification.Withdraw{Reason: "why"}) },
		"declined":  func(w *world) { w.must(editor, claimStream("affected"), verification.Decline{Reason: "why"}) },
		"retracted": func(w *world) {
			w.answer("vendor", "yes", claim.Confirms, "affected")
			w.publish("affected", claim.Confirmed)
			w.must(editor, claimStream("affected"), finding.Retract{Reason: "why"})
		},
		"unverified": func(w *world) { // it was confirmed before
			w.answer("vendor", "yes", claim.Confirms, "affected")
			w.signOff("affected", claim.Confirmed)
			w.must(editor, claimStream("affected"), sources.AddEvidence{Evidence: id("e"), Kind: claim.NoteEvidence, Bearing: claim.NeutralToClaim, Text: "words"})
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
		"finds that it does not stand": func(w *world) { w.must(editor, claimStream("patched"), w.assessing(claim.Unverified)) },
		"upholds it": func(w *world) {
			w.must(editor, claimStream("patched"), relation.UpholdClaim{Seen: w.claim("patched").Version, Reason: "it stands by itself"})
		},
		"withdraws it": func(w *world) { w.must(editor, claimStream("patched"), verification.Withdraw{Reason: "why"}) },
		"unrelates it": func(w *world) {
			w.must(editor, claimStream("patched"), relation.UnrelateClaim{To: id("affected"), As: relation.RestsOn, Reason: "why"})
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
			w.must(editor, claimStream("affected"), verification.Hold{Reason: "why"}) // which is no other fall
			w.must(editor, claimStream("affected"), verification.Resume{})
			require.Empty(t, w.groundTurns("patched"))
		})
	}
}

// backTo has a claim that is in review, or was signed off, signed off as something else.
func (w *world) backTo(name string, o claim.Outcome) {
	w.t.Helper()
	w.now = w.now.Add(verification.ReviewPatience)
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
	w.refused(claim.CodeInvalid, author, claimStream("c"), relation.RelateClaim{To: id("a"), As: relation.RestsOn})
	w.refused(claim.CodeInvalid, author, claimStream("a"), relation.RelateClaim{To: id("a"), As: relation.RestsOn})
	w.must(author, claimStream("c"), relation.RelateClaim{To: id("a"), As: relation.ContradictsOne})
	w.must(author, claimStream("c"), relation.RelateClaim{To: id("a"), As: relation.RepeatsOne})
}

func TestARelationIsOfOneCaseAndEndsWithAReason(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a", "b")
	w.refused(claim.CodeNotFound, author, claimStream("a"), relation.RelateClaim{To: id("nothing"), As: relation.RestsOn})
	w.refused(claim.CodeInvalid, author, claimStream("a"), relation.RelateClaim{To: id("b"), As: "likes"})
	w.rests("a", "b")
	require.Empty(t, w.must(author, claimStream("a"), relation.RelateClaim{To: id("b"), As: relation.RestsOn}))
	require.Equal(t, []relation.Naming{{Claim: id("a"), As: relation.RestsOn}}, w.claim("b").NamedBy)
	w.refused(claim.CodeInvalid, author, claimStream("a"), relation.UnrelateClaim{To: id("b"), As: relation.RestsOn})
	w.must(author, claimStream("a"), relation.UnrelateClaim{To: id("b"), As: relation.RestsOn, Reason: "why"})
	require.Empty(t, w.claim("b").NamedBy)
	w.refused(claim.CodeWrongStage, author, claimStream("a"), relation.UpholdClaim{Seen: 99, Reason: "why"})
}

// In any sequence of commands: whoever rests on a claim is known to it, has heard
// that it fell, and rests on nothing that rests on it.
func TestRelationsAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, claimNames...)
		t.Repeat(map[string]func(*rapid.T){
			"relate": func(t *rapid.T) {
				name := draw(t, claimNames)
				_, _ = w.as(draw(t, called), claimStream(name), w.relationCommand(t, w.claim(name), "why"))
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
			ground := w.lane(claim.Stream{Kind: claim.StreamClaim, ID: r.To}).state.(*verification.Claim)
			require.Contains(t, ground.NamedBy, relation.Naming{Claim: c.ID, As: r.As})
			if r.As != relation.RestsOn {
				continue
			}
			require.NotEqual(t, c.ID, r.To)
			over := c.Stage == claim.StageWithdrawn || c.Stage == claim.StageDeclined || c.Stage == claim.StageRetracted || c.Stage == claim.StageTakenDown
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

// fallen is a world in which a claim that is confirmed rests on one that was refuted.
func fallen(t *testing.T) *world {
	w := newWorld(t)
	w.checked = true
	w.add(claim.DefaultPolicy, "affected", "patched")
	w.ask("vendor", "r", 48*time.Hour, "affected", "patched")
	w.rests("patched", "affected")
	w.answer("vendor", "yes", claim.Confirms, "patched")
	w.refute("affected")
	return w
}

// upholdingClaim says why a claim stands although its ground has fallen.
func (w *world) upholdingClaim(name string) relation.UpholdClaim {
	return relation.UpholdClaim{Seen: w.claim(name).Version, Reason: "it stands by itself"}
}

func TestAClaimWhoseGroundHasFallenIsPublishedOnceSomebodyHasSaidWhyItStands(t *testing.T) {
	c, publish := claimStream("patched"), finding.Publish{Reason: "reason", Early: "cannot wait"}
	for _, test := range []struct {
		sentence string
		play     func(*world)
	}{
		{"not as long as nobody has, however it is published", func(w *world) {
			w.signOff("patched", claim.Confirmed)
			w.refused(claim.CodePolicy, editor, c, publish)
			w.refused(claim.CodePolicy, editor, c, finding.SchedulePublication{At: w.now.Add(time.Hour), Zone: "UTC", Publish: publish})
			w.refused(claim.CodePolicy, lawyer, c, finding.PublishUnsigned{Subject: w.claim("patched").Subject(), Why: "it cannot wait"})
			if len(w.groundTurns("patched")) != 1 {
				w.t.Fatalf("it is nobody's turn")
			}
		}},
		{"what falls after it was scheduled stops it", func(w *world) {
			w.must(editor, c, w.upholdingClaim("patched"))
			w.signOff("patched", claim.Confirmed)
			w.must(editor, c, finding.SchedulePublication{At: w.now.Add(24 * time.Hour), Zone: "UTC", Publish: publish})
			w.now = w.now.Add(time.Hour)
			w.must(editor, claimStream("affected"), verification.Withdraw{Reason: "why"})
			w.now = w.now.Add(23 * time.Hour)
			w.must(uuid.Nil, c, claim.Tick{})
			w.same(len(w.claim("patched").Publications), 0)
			w.same(w.claim("patched").Missed.Refused.Code, claim.CodePolicy)
		}},
		{"whoever says why is one of its authors, and it is signed again", func(w *world) {
			w.signOff("patched", claim.Confirmed)
			signed := w.claim("patched").Subject()
			w.must(editor, c, w.upholdingClaim("patched"))
			w.stage("patched", claim.StageAssessing)
			if w.claim("patched").Subject() == signed {
				w.t.Fatalf("a sign-off does not cover the reason")
			}
			w.must(author, c, w.assessing(claim.Confirmed))
			w.refused(claim.CodeOwnWork, editor, c, finding.Sign{Subject: w.claim("patched").Subject()})
			w.same(w.claim("patched").OwnWork(editor), "said why it stands although what it rests on had fallen")
			w.sign(reviewer, "patched")
			w.must(editor, c, publish)
			w.stage("patched", claim.StagePublished)
		}},
		{"of what she has before her, and with a reason", func(w *world) {
			b := w.upholdingClaim("patched")
			b.Reason = ""
			w.refused(claim.CodeInvalid, editor, c, b)
			b = w.upholdingClaim("patched")
			w.must(editor, claimStream("affected"), verification.Withdraw{Reason: "why"})
			w.refused(claim.CodeConflict, editor, c, b)
			w.must(editor, c, w.upholdingClaim("patched"))
			w.refused(claim.CodeWrongStage, editor, c, w.upholdingClaim("patched"))
		}},
		{"and again for what falls in another way", func(w *world) {
			w.must(editor, c, w.upholdingClaim("patched"))
			w.signOff("patched", claim.Confirmed)
			w.must(editor, claimStream("affected"), verification.Withdraw{Reason: "why"})
			w.refused(claim.CodePolicy, editor, c, publish)
		}},
		{"changing it, or proposing that it is so, says nothing of that", func(w *world) {
			w.must(author, c, w.rewording("patched", "other", "a comma"))
			w.must(editor, c, w.assessing(claim.Confirmed))
			w.sign(reviewer, "patched")
			w.refused(claim.CodePolicy, editor, c, publish)
			if len(w.groundTurns("patched")) != 1 {
				w.t.Fatalf("it is nobody's turn")
			}
		}},
		{"a finding that does not say that it is so needs nobody", func(w *world) {
			w.publish("patched", claim.Unverified)
			w.same(len(w.groundTurns("patched")), 0)
		}},
		{"nor one whose ground stands again", func(w *world) {
			w.signOff("patched", claim.Confirmed)
			w.answer("vendor", "after all", claim.Confirms, "affected")
			w.backTo("affected", claim.Confirmed)
			w.must(editor, c, publish)
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) { test.play(fallen(t)) })
	}
}

// TestWhatIsCorrectedIsNoGroundUntilThatIsPublic: signed off is not enough.
func TestWhatIsCorrectedIsNoGroundUntilThatIsPublic(t *testing.T) {
	for what, doubt := range map[string]func(*world){
		"somebody corrects it": func(w *world) { w.must(editor, claimStream("affected"), verification.Correct{Reason: "why"}) },
		"an answer comes":      func(w *world) { w.answer("vendor", "more", claim.Confirms, "affected") },
		"evidence comes": func(w *world) {
			w.must(author, claimStream("affected"), exhibiting("e", claim.NeutralToClaim))
		},
	} {
		t.Run(what, func(t *testing.T) {
			w := newWorld(t)
			w.checked = true
			w.add(claim.DefaultPolicy, "affected", "patched")
			w.ask("vendor", "r", 48*time.Hour, "affected", "patched")
			w.rests("patched", "affected")
			w.answer("vendor", "yes", claim.Confirms, "affected", "patched")
			w.publish("affected", claim.Confirmed)
			w.publish("patched", claim.Confirmed)
			require.Empty(t, w.groundTurns("patched"))
			w.now = w.now.Add(time.Hour)
			doubt(w)
			w.stage("affected", claim.StageCorrecting)
			turns := w.groundTurns("patched")
			require.Len(t, turns, 1)
			require.Equal(t, "correcting", turns[0].Why)
			w.must(reviewer, claimStream("affected"), w.assessing(claim.Confirmed))
			w.sign(lawyer, "affected")
			require.Len(t, w.groundTurns("patched"), 1)
			w.must(editor, claimStream("affected"), finding.Publish{Kind: finding.Update, Reason: "reason"})
			require.Empty(t, w.groundTurns("patched"))
			w.stage("patched", claim.StagePublished)
		})
	}
}
