package outside_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// TestReadersAreNotToldOfOtherWordsWhatWasSaidOfEarlierOnes: what was answered before the
// words of a claim changed is no stance to what is published, and the answer page goes on
// asking what the letter asked.
func TestReadersAreNotToldOfOtherWordsWhatWasSaidOfEarlierOnes(t *testing.T) {
	w := newWorld(t)
	w.openCase(writing.CaseInput{Slug: "pump", Title: "The pump"})
	w.claims("pump", "may")
	w.party("works", "The works")
	w.party("council", "The council")
	w.ask("pump", "works", "may")
	link := w.ask("pump", "council", "may")
	w.said("pump", "works", "may", claim.Confirms, claim.OnTheRecord, "It did, in May.")
	was, err := w.desk.Claim(w.ctx(), w.mara, "pump/may", nil)
	require.NoError(t, err)
	w.must(writing.ReviseClaim(w.ctx(), w.desk.Door, w.mara, "pump/may", writing.ClaimRevision{Seen: was.Version, ClaimInput: writing.ClaimInput{Statement: "A pump failed in June."}}))
	w.get(answerPath(link)).is(200).says(was.Statement).never("A pump failed in June.")

	w.publish("pump/may", claim.Unverified)
	for _, path := range []string{"/public/pump", "/public/pump/claims/may", "/public/pump/embed"} {
		w.get(path).is(200).says("A pump failed in June.").never(was.Statement, "It did, in May.", "works confirms", "has confirmed", "delivered, no answer")
	}
	w.get("/public/pump/claims/may").says("about an earlier wording of this statement only")

	w.must(writing.Correct(w.ctx(), w.desk.Door, w.mara, "pump/may", casework.ReasonInput{Reason: "The works spoke of both."}))
	now, err := w.desk.Claim(w.ctx(), w.mara, "pump/may", nil)
	require.NoError(t, err)
	w.must(writing.UpholdAnswers(w.ctx(), w.desk.Door, w.mara, "pump/may", writing.UpholdInput{Party: "works", Seen: now.Version, Reason: "It spoke of both."}))
	w.publish("pump/may", claim.Corroborated)
	w.get("/public/pump/claims/may").is(200).says("It did, in May.")
}
