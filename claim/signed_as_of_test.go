package claim_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
)

func TestASignedOutcomeIsAsOfTheLatestAnswerThatTheSignOffCovers(t *testing.T) {
	w := newWorld(t)
	c := claimStream("c")
	w.add(claim.DefaultPolicy, "c")
	w.ask("google", "r", week, "c")
	w.answer("google", "answer", claim.Denies, "c")
	w.now = w.now.Add(time.Hour)
	proposed := w.now
	w.must(editor, c, w.assessing(claim.Unverified))
	w.now = w.now.Add(time.Minute)
	w.answer("google", "more", claim.ContextOnly, "c")
	came := w.now
	w.now = w.now.Add(time.Hour)
	w.sign(reviewer, "c")
	require.Equal(t, came, w.claim("c").AsOf, "it was signed with what came after it was proposed")
	require.Equal(t, proposed, w.claim("c").Proposal.AsOf, "what was proposed stays as it was")

	w.add(claim.DefaultPolicy, "d")
	d := claimStream("d")
	w.ask("apple", "s", week, "d")
	w.answer("apple", "first", claim.Denies, "d")
	before := w.now.Add(-30 * time.Minute)
	w.now = w.now.Add(time.Hour)
	w.must(editor, d, finding.Assess{Outcome: claim.Unverified, Rationale: "because", AsOf: before})
	w.sign(reviewer, "d")
	require.Equal(t, before, w.claim("d").AsOf, "who proposes may choose an instant before what is known")
}
