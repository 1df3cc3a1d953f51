package claim_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// rulesOf is a policy of the desk.
func rulesOf(version, require string) string {
	return "onrecord: policy/v1\nname: house\nversion: " + version + "\nsource: ours\nrules: [{require: " + require + "}]\n"
}

// set gives the desk a policy.
func (w *world) set(text string) {
	w.t.Helper()
	w.must(editor, claim.DeskStream, people.SetPolicy{Text: text})
}

// pinned adds a claim that is pinned to a policy, with one who confirms it.
func (w *world) pinned(name, policy string, subjects ...string) {
	w.t.Helper()
	add := verification.AddClaim{Case: story, Text: "text", Tier: claim.SeriousAllegation, Author: author, Policy: claim.DefaultPolicy, Under: policy}
	for _, s := range subjects {
		add.Involved = append(add.Involved, sources.Involved{Party: id(s), As: sources.PartSubject})
	}
	w.must(author, claimStream(name), add)
}

// missing are the keys of what the policy asks of a claim and is missing.
func (w *world) missing(name string) string {
	var keys []string
	for _, q := range w.claim(name).Asks(w) {
		if !q.Met {
			keys = append(keys, q.Key)
		}
	}
	return strings.Join(keys, " ")
}

func (w *world) proposing(name string, o claim.Outcome) {
	w.t.Helper()
	w.must(author, claimStream(name), finding.Assess{Outcome: o, Rationale: "because", AsOf: w.now})
}

func TestAClaimKeepsTheVersionThatItWasAddedUnder(t *testing.T) {
	w := newWorld(t)
	w.set(rulesOf("1", "{stages: [[{role: reviewer}]]}"))
	w.pinned("first", "house")
	w.refused(claim.CodeConflict, editor, claim.DeskStream, people.SetPolicy{Text: rulesOf("3", "{origins: 1}")})
	w.set(rulesOf("2", "{stages: [[{role: legal}]]}"))
	w.pinned("second", "house")
	w.same(w.claim("first").Under.Version, 1)
	w.same(w.claim("second").Under.Version, 2)
	w.proposing("first", claim.Unverified)
	w.proposing("second", claim.Unverified)
	w.same(w.missing("first"), "sign-off reviewer")
	w.same(w.missing("second"), "sign-off legal")
	w.refused(claim.CodeNotFound, author, claimStream("third"), verification.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy, Under: "nobody's"})
	w.refused(claim.CodePolicy, author, claimStream("fourth"), verification.AddClaim{Case: story, Text: "text", Tier: claim.SeriousAllegation, Author: author, Policy: claim.DefaultPolicy, Under: "serious-allegation"})
}

func TestASignOffHasItsStage(t *testing.T) {
	w := newWorld(t)
	w.set(rulesOf("1", "{stages: [[{role: reviewer}], [{role: legal}]]}"))
	w.pinned("c", "house")
	w.proposing("c", claim.Unverified)
	sign := finding.Sign{Subject: w.claim("c").Subject()}
	w.refused(claim.CodePolicy, lawyer, claimStream("c"), sign)
	w.must(reviewer, claimStream("c"), sign)
	w.refused(claim.CodePolicy, id("second reviewer"), claimStream("c"), sign) // no sign-off of hers is missing
	w.same(w.claim("c").Stage, claim.StageInReview)
	w.must(lawyer, claimStream("c"), sign)
	w.same(w.claim("c").Stage, claim.StageSignedOff)
	w.must(editor, claimStream("c"), finding.Publish{})
}

func TestWhoIsAccusedIsHeardFirst(t *testing.T) {
	w := newWorld(t)
	w.set(rulesOf("1", "{right_of_reply: true, nothing_unread: true}"))
	w.pinned("c", "house", "google")
	w.proposing("c", claim.Unverified)
	w.same(w.missing("c"), "sign-off right_of_reply")
	w.must(reviewer, claimStream("c"), finding.Sign{Subject: w.claim("c").Subject()})
	w.same(w.claim("c").Stage, claim.StageSignedOff)
	w.refused(claim.CodePolicy, editor, claimStream("c"), finding.Publish{})

	w.ask("google", "r", 10*time.Hour, "c")
	w.proposing("c", claim.Unverified)
	w.must(reviewer, claimStream("c"), finding.Sign{Subject: w.claim("c").Subject()})
	w.refused(claim.CodePolicy, editor, claimStream("c"), finding.Publish{})
	w.pass("google", 11*time.Hour)
	w.same(w.missing("c"), "")
	w.must(editor, claimStream("c"), finding.Publish{})
	w.must(editor, claimStream("c"), finding.Retract{Reason: "wrong"}) // nothing is in its way
}

func TestAMarkChangesWhatIsAskedAndWhatWasSigned(t *testing.T) {
	w := newWorld(t)
	w.pinned("c", "breaking")
	w.same(w.claim("c").AfterReview(w), time.Duration(0))
	w.proposing("c", claim.Unverified)
	w.must(reviewer, claimStream("c"), finding.Sign{Subject: w.claim("c").Subject()})
	w.must(author, claimStream("c"), verification.MarkClaim{Marks: []verification.Mark{verification.MarkBreaking}})
	w.same(w.claim("c").Stage, claim.StageAssessing)
	w.same(w.claim("c").AfterReview(w), 24*time.Hour)
	w.same(len(w.claim("c").ValidSignOffs()), 0)
}

func TestWhatIsSignedAndLacksSomethingElseSaysWhat(t *testing.T) {
	w := newWorld(t)
	c := claimStream("c")
	w.add(claim.DefaultPolicy, "c")
	w.must(editor, c, verification.RepinPolicy{Under: "blind-cross-check", Reason: "it is one"})
	w.must(editor, c, w.assessing(claim.Unverified))
	hint := func() string {
		_, err := w.as(editor, c, finding.Publish{Reason: "reason"})
		var refused *claim.Error
		if !errors.As(err, &refused) || refused.Code != claim.CodeWrongStage {
			t.Fatalf("got %v", err)
		}
		return refused.Hint
	}
	w.same(hint(), claim.StageInReview.Next())
	w.must(reviewer, c, finding.Sign{Subject: w.claim("c").Subject(), Opened: []finding.Opening{finding.OpenedEvidence}})
	w.same(hint(), "it has every sign-off; missing is: no piece of evidence has its file in the record (for a reporter or an editor); the step “Repeat the check without the proposed outcome” is not done (for a reviewer)")
}
