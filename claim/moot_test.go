package claim_test

import (
	"testing"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/claim/relation"
)

// TestWhatAPolicyDoesNotAskNowIsNotSaidToBeMet: how many origins an outcome needs that says
// that all of the claim is so, of one that does not.
func TestWhatAPolicyDoesNotAskNowIsNotSaidToBeMet(t *testing.T) {
	w := newWorld(t)
	w.add(claim.Policy{claim.Reviewers: 1, claim.Origins: 2}, "c")
	origins := func() policy.Requirement {
		for _, q := range w.claim("c").Asks(w) {
			if q.Key == policy.KeyOrigins {
				return q
			}
		}
		t.Fatal("the policy asks for origins")
		return policy.Requirement{}
	}
	if q := origins(); q.Moot == "" || q.Lacks != "" {
		t.Errorf("of an outcome that says nothing: %+v", q)
	}
	for _, whose := range []string{"microsoft", "google"} {
		w.must(editor, claimStream("c"), w.stating(whose, whose, claim.Confirms))
	}
	w.must(editor, claimStream("c"), finding.Assess{Outcome: claim.Confirmed, Rationale: "because", ForReaders: "so", AsOf: w.now})
	if q := origins(); q.Moot != "" || !q.Met {
		t.Errorf("of an outcome that says that it is so: %+v", q)
	}
}

// TestASignOffCoversWhatTheClaimIsToOthers: who relates it to another one afterwards makes
// it stale, and what was signed off is assessed again.
func TestASignOffCoversWhatTheClaimIsToOthers(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c", "d")
	w.must(editor, claimStream("c"), finding.Assess{Outcome: claim.Unverified, Why: finding.NotYet, Rationale: "because", AsOf: w.now})
	w.must(reviewer, claimStream("c"), finding.Sign{Subject: w.claim("c").Subject()})
	w.same(w.claim("c").Stage, claim.StageSignedOff)
	signed := w.claim("c").Subject()
	w.must(editor, claimStream("c"), relation.RelateClaim{To: id("d"), As: relation.RestsOn})
	w.same(w.claim("c").Stage, claim.StageAssessing)
	w.same(len(w.claim("c").ValidSignOffs()), 0)
	w.same(w.claim("c").Covers().Related[0].To, id("d"))
	w.must(editor, claimStream("c"), relation.UnrelateClaim{To: id("d"), As: relation.RestsOn, Reason: "no"})
	w.same(w.claim("c").Subject(), signed)
}
