package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/verification"
)

// TestPublishingWithoutSignOffs walks what a desk may do in a hurry, and what it owes then.
func TestPublishingWithoutSignOffs(t *testing.T) {
	c := claimStream("c")
	waiting := func(w *world, want ...claim.TurnKind) {
		w.t.Helper()
		var kinds []claim.TurnKind
		for _, turn := range w.claim("c").Turns() {
			kinds = append(kinds, turn.Kind)
		}
		w.same(kinds, want)
	}
	hurry := func(w *world) finding.PublishUnsigned {
		return finding.PublishUnsigned{Subject: w.claim("c").Subject(), Why: "the building is burning"}
	}
	for _, test := range []struct {
		sentence string
		play     func(w *world)
	}{
		{"whom the desk lets publishes without sign-offs, with a reason, and the record says what was missing", func(w *world) {
			w.refused(claim.CodeForbidden, editor, c, hurry(w))
			w.refused(claim.CodeInvalid, lawyer, c, finding.PublishUnsigned{Subject: w.claim("c").Subject()})
			w.refused(claim.CodeStale, lawyer, c, finding.PublishUnsigned{Subject: "what was there before", Why: "why"})
			w.must(lawyer, c, hurry(w))
			w.stage("c", claim.StagePublished)
			p := w.claim("c").Publications[0]
			w.same(*p.Unsigned, finding.Unsigned{Why: "the building is burning", Asked: 1})
			w.same(w.claim("c").Outcome, claim.Unverifiable)
			w.same(w.claim("c").AsOf, p.AsOf)
			waiting(w, claim.TurnAfterReview)
		}},
		{"nothing is published in a hurry of which no sign-off is missing", func(w *world) {
			w.sign(reviewer, "c")
			w.refused(claim.CodeWrongStage, lawyer, c, hurry(w))
		}},
		{"nor what its outcome does not carry", func(w *world) {
			forged := *w.claim("c")
			proposal := *forged.Proposal
			forged.Proposal, proposal.Outcome = &proposal, claim.Confirmed
			_, err := forged.Decide(claim.Command{Actor: claim.PersonActor(lawyer), Body: finding.PublishUnsigned{Subject: forged.Subject(), Why: "why"}}, w.now, w)
			w.same(claim.CodeOf(err), claim.CodePolicy)
		}},
		{"the review is owed until somebody else has signed what was published", func(w *world) {
			w.must(lawyer, c, hurry(w))
			w.refused(claim.CodePolicy, editor, c, verification.Close{})
			w.refused(claim.CodeOwnWork, lawyer, c, finding.Sign{Subject: w.claim("c").Subject()})
			w.refused(claim.CodeOwnWork, author, c, finding.Sign{Subject: w.claim("c").Subject()})
			w.sign(reviewer, "c")
			w.stage("c", claim.StagePublished)
			w.same(w.claim("c").Publications[0].Unsigned.ReviewedAt, w.now)
			w.same(w.claim("c").OwesReview(), false)
			waiting(w)
			w.must(editor, c, verification.Close{})
		}},
		{"a reviewer who finds it wrong starts a correction, which settles it", func(w *world) {
			w.must(lawyer, c, hurry(w))
			w.now = w.now.Add(time.Hour)
			w.must(reviewer, c, finding.Return{Subject: w.claim("c").Subject(), Comments: "it does not say so"})
			w.stage("c", claim.StageCorrecting)
			waiting(w, claim.TurnReturned)
			w.publish("c", claim.Unverified)
			w.same(w.claim("c").OwesReview(), false)
			waiting(w)
		}},
		{"so does a retraction", func(w *world) {
			w.must(lawyer, c, hurry(w))
			w.must(editor, c, finding.Retract{Reason: "it was false"})
			w.same(w.claim("c").OwesReview(), false)
			waiting(w)
		}},
		{"a correction can be as urgent", func(w *world) {
			w.sign(reviewer, "c")
			w.must(editor, c, finding.Publish{})
			w.must(editor, c, verification.Correct{Reason: "it is wrong"})
			w.must(editor, c, w.assessing(claim.Unverified))
			urgent := hurry(w)
			urgent.Reason = "it was wrong"
			w.must(lawyer, c, urgent)
			w.same(w.claim("c").Publications[1].Kind, finding.Correction)
			waiting(w, claim.TurnAfterReview)
		}},
		{"the review is chased, and the desk is told", func(w *world) {
			w.must(lawyer, c, hurry(w))
			w.now = w.now.Add(verification.ReviewPatience)
			w.must(uuid.Nil, c, claim.Tick{})
			waiting(w, claim.TurnAfterReview, claim.TurnStalled)
			w.same(w.claim("c").Turns()[1].Person, lawyer)
			w.same(w.claim("c").Turns()[0].Due, w.now)
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.checked = true
			w.add(claim.DefaultPolicy, "c")
			w.must(editor, c, w.assessing(claim.Unverifiable))
			test.play(w)
			w.checkRecord(w.now)
		})
	}
}

// TestAReviewIsChasedAtGrowingIntervals, and never approved by it.
func TestAReviewIsChasedAtGrowingIntervals(t *testing.T) {
	w, c := newWorld(t), claimStream("c")
	w.add(claim.Policy{2, 1}, "c")
	w.must(editor, c, w.assessing(claim.Unverifiable))
	chase := func() (after time.Duration) {
		t.Helper()
		from := w.now
		w.now = w.claim("c").Next().Due
		w.same(len(w.must(uuid.Nil, c, claim.Tick{})), 1)
		w.stage("c", claim.StageInReview)
		return w.now.Sub(from)
	}
	for _, hours := range []int{8, 16, 32, 64, 128, 7 * 24, 7 * 24} {
		w.same(chase(), time.Duration(hours)*time.Hour)
	}
	w.same(w.claim("c").Chase.Times, 7)
	w.sign(reviewer, "c")
	w.same(len(w.claim("c").Turns()), 1) // somebody has seen to it, and it waits for one more
	w.same(chase(), verification.ReviewPatience)
	w.same(w.claim("c").Chase.Times, 1)
	for range 20 {
		if due := w.claim("c").Next().Due; due.IsZero() {
			w.sign(lawyer, "c")
			w.stage("c", claim.StageSignedOff)
			return
		}
		chase()
	}
	t.Fatal("it is chased for ever")
}
