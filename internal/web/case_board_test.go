package web_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// signedOff has the claim of the case signed off.
func (d *caseDesk) signedOff() {
	d.t.Helper()
	d.answer(claim.Confirms)
	d.propose(claim.Confirmed)
	_, err := findings.Sign(d.t.Context(), d.Door, d.Caller("jonas"), "vault7/google", findings.ReviewInput{Subject: d.claim().Subject})
	require.NoError(d.t, err)
}

func TestTheBoardSaysWhatIsMissing(t *testing.T) {
	d := newCaseDesk(t)
	page := d.mara.Get("/cases/vault7/board").Body
	require.Contains(t, page, "has not answered.")
	require.Contains(t, page, "?do=followup", "the act that mends it stands beside it, with its form open")
	require.NotContains(t, page, "Look at what would be public")

	_, err := writing.AddClaim(t.Context(), d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: "new", Statement: "Nobody was asked."})
	require.NoError(t, err)
	require.Contains(t, d.mara.Get("/cases/vault7/board").Body, "/cases/vault7/ask?claim=new")

	require.NotContains(t, page, "Nobody has been asked.", "somebody was")
	require.Contains(t, page, "Times are in UTC.")
	later := d.mara.Get("/cases/vault7/board?at=" + url.QueryEscape(d.Clock.Now().Add(time.Hour).Format(time.RFC3339))).Body
	require.Contains(t, later, "which is after that hour")
	require.Contains(t, d.mara.Get("/cases/vault7/board?at=sometimes").Body, "is not understood as a time")
}

func TestTheBoardPublishesWhatWasLookedAt(t *testing.T) {
	d := newCaseDesk(t)
	d.signedOff()
	require.Contains(t, d.mara.Get("/cases/vault7/board").Body, "Look at what would be public")
	jonas := d.SignIn("jonas")
	require.NotContains(t, jonas.Get("/cases/vault7/board").Body, "Look at what would be public", "who may not publish is not asked to")

	look := d.mara.Get("/cases/vault7/board?publish=google").Body
	require.Contains(t, look, "Publish 1 finding")
	require.Contains(t, look, "They told us so.")
	seen := d.claim().Subject + " google"

	d.answer(claim.Denies) // while somebody looks
	d.mara.Post("/cases/vault7/board", url.Values{"seen": {seen}})
	require.Empty(t, d.claim().Publications, "it has changed since")

	d.propose(claim.Refuted)
	_, err := findings.Sign(t.Context(), d.Door, d.Caller("jonas"), "vault7/google", findings.ReviewInput{Subject: d.claim().Subject})
	require.NoError(t, err)
	again := d.mara.Post("/cases/vault7/board", url.Values{"seen": {seen}})
	require.Contains(t, again.Body, "has changed since you looked at it")
	require.Empty(t, d.claim().Publications)

	done := d.mara.Post("/cases/vault7/board", url.Values{"seen": {d.claim().Subject + " google"}})
	require.Equal(t, http.StatusSeeOther, done.Status)
	require.Len(t, d.claim().Publications, 1)
}

// TestTheDeskSaysThatAMessageWaitsInsteadOfThatNobodyHasAnswered: on the board, the claim, its review and the grid.
func TestTheDeskSaysThatAMessageWaitsInsteadOfThatNobodyHasAnswered(t *testing.T) {
	d := newCaseDesk(t)
	_, err := d.Receive(t.Context(), "vault7", "google", "We looked into it.")
	require.NoError(t, err)
	board := d.mara.Get("/cases/vault7/board").Body
	require.Contains(t, board, "A message that may be the answer of Google waits to be read.")
	require.NotContains(t, board, "Google has not answered.")
	for _, path := range []string{claimPage, reviewPage, "/cases/vault7"} {
		require.Contains(t, d.mara.Get(path).Text(), "a message that may be its answer waits to be read", path)
	}
}
