package claim_test

import (
	"testing"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
)

func TestAClaimMovesToAnotherPolicyOnPurposeAndIsSignedAgain(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	s := claimStream("c")
	w.refused(claim.CodeInvalid, editor, s, verification.RepinPolicy{Reason: "why"})
	w.refused(claim.CodeNotFound, editor, s, verification.RepinPolicy{Under: "nowhere", Reason: "why"})
	w.refused(claim.CodeInvalid, editor, s, verification.RepinPolicy{Under: "routine"})
	w.signOff("c", claim.Unverified)
	w.must(editor, s, verification.RepinPolicy{Under: "routine", Reason: "why"})
	c := w.claim("c")
	w.same(c.Under.Name, "routine")
	w.same(c.Stage, claim.StageAssessing)
	w.same(len(c.ValidSignOffs()), 0)
	w.must(lawyer, s, verification.RepinPolicy{Under: "two-source", Reason: "why"})
	w.same(c.OwnWork(lawyer), "moved it to another policy")
	w.must(editor, s, verification.RepinPolicy{Under: "routine", Reason: "why"})
	w.same(len(w.must(editor, s, verification.RepinPolicy{Reason: "why"})), 0)
	w.publish("c", claim.Unverified)
	w.refused(claim.CodeWrongStage, editor, s, verification.RepinPolicy{Under: "two-source", Reason: "why"})
}
