package web_test

import (
	"html"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

// TestTheReviewPageShowsAllThatASignOffCovers: each field that the API lists stands on
// the page too, under its label.
func TestTheReviewPageShowsAllThatASignOffCovers(t *testing.T) {
	d := newCaseDesk(t)
	d.answer(claim.Confirms)
	d.answer(claim.Denies)
	d.propose(claim.Refuted)
	jonas := d.SignIn("jonas")
	page := jonas.Get(reviewPage)
	fine(t, page, http.StatusOK)
	who, err := d.Authenticate(t.Context(), "jonas")
	require.NoError(t, err)
	r, err := d.ReviewPage(t.Context(), who, "vault7/google", nil)
	require.NoError(t, err)
	require.NotEmpty(t, r.Covers)
	text := strings.Join(strings.Fields(html.UnescapeString(page.Text())), " ")
	for _, c := range r.Covers {
		require.Contains(t, text, c.Title)
		for _, l := range c.Lines {
			if require.Contains(t, text, l.Label); l.At == nil && l.Text != strings.TrimSpace(nasty) && !strings.Contains(l.Text, "<") {
				require.Contains(t, text, l.Label+" "+strings.Join(strings.Fields(l.Text), " "))
			}
		}
	}
}

func TestManyClaimsAreReviewedAndSignedOnOnePage(t *testing.T) {
	d := newCaseDesk(t)
	d.propose(claim.Unverified)
	jonas := d.SignIn("jonas")
	require.Contains(t, jonas.Get("/cases/vault7").Body, `href="/cases/vault7/review"`)
	const path = "/cases/vault7/review"
	page := jonas.Get(path)
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "You can sign 1")
	require.Contains(t, page.Text(), "They say so.")
	own := d.mara.Get(path)
	fine(t, own, http.StatusOK)
	require.NotContains(t, own.Body, `name="claim" value="google"`)

	form := with(hidden(t, page, path), "claim", "google", "comment", "Fine.")
	d.answer(claim.Denies)
	stale := jonas.Post(path, form)
	fine(t, stale, http.StatusConflict)
	require.Contains(t, stale.Text(), "The claim has changed since you looked at it")
	done := jonas.Follow(path, with(hidden(t, stale, path), "claim", "google", "comment", "Fine."))
	fine(t, done, http.StatusOK)
	require.Contains(t, done.Text(), "You have signed 1 claim")
	require.Equal(t, claim.StageSignedOff, d.claim().Stage)
}

func TestAClaimIsSentBackFromThePageOfMany(t *testing.T) {
	d := newCaseDesk(t)
	d.propose(claim.Unverified)
	jonas := d.SignIn("jonas")
	const path = "/cases/vault7/review"
	page := jonas.Get(path)
	both := jonas.Post(path, with(hidden(t, page, path), "claim", "google", "return-google", "Who says so? "+nasty))
	fine(t, both, http.StatusUnprocessableEntity)
	require.Contains(t, both.Text(), "The claim google is ticked, and has comments to send it back")
	require.Contains(t, both.Text(), "Who says so?", "what was written is not lost")
	require.Equal(t, claim.StageInReview, d.claim().Stage)
	form := with(hidden(t, both, path), "return-google", "Who says so? "+nasty)
	d.answer(claim.Denies)
	stale := jonas.Post(path, form)
	fine(t, stale, http.StatusConflict)
	require.Contains(t, stale.Text(), "Not done")
	d.propose(claim.Refuted)
	page = jonas.Get(path)
	done := jonas.Follow(path, with(hidden(t, page, path), "return-google", "Who says so? "+nasty))
	fine(t, done, http.StatusOK)
	require.Contains(t, done.Text(), "You have sent back 1 claim with your comments.")
	require.Equal(t, claim.StageAssessing, d.claim().Stage)
	require.Contains(t, d.mara.Get(claimPage).Text(), "Who says so?")
}

func TestAFindingThatCannotWaitIsPublishedFromItsReview(t *testing.T) {
	d := newCaseDesk(t)
	d.propose(claim.Unverified)
	require.NotContains(t, d.mara.Get(reviewPage).Body, "publish-unsigned", "no desk lets anybody until an admin says so")
	settings := d.mara.Get("/settings")
	saved := d.mara.Follow("/settings", with(hidden(t, settings, "/settings"), "name", "The desk", "publication", "The Example", "undoSeconds", "0", "idleMinutes", "60",
		"zone", "UTC", "reviewers", "1", "origins", "1", "reminders", "50", "final", "90", "unsignedBy", "editor"))
	require.Contains(t, saved.Text(), "The settings are in force.")
	page := d.mara.Get(reviewPage)
	fine(t, page, http.StatusOK)
	const path = claimPage + "/publish-unsigned"
	fine(t, d.mara.Post(path, with(hidden(t, page, path), "why", "")), http.StatusUnprocessableEntity)
	done := d.mara.Follow(path, with(hidden(t, page, path), "why", "It runs at noon. "+nasty))
	fine(t, done, http.StatusOK)
	for _, want := range []string{"published without sign-offs", "It had 0 of 1.", "They are owed.", "It runs at noon."} {
		require.Contains(t, done.Text(), want)
	}
	jonas := d.SignIn("jonas")
	require.Contains(t, jonas.Get("/").Text(), "Published without sign-offs")
	review := jonas.Get(reviewPage)
	require.Contains(t, review.Text(), "It was published without its sign-offs.")
	signed := jonas.Follow(reviewPage, with(hidden(t, review, reviewPage), "decision", "sign"))
	require.Contains(t, signed.Text(), "They were given")
}

// TestWhoSpokeForAPartyIsShownWhereItsAnswerIs: on the claim, on its review, and where it is signed.
func TestWhoSpokeForAPartyIsShownWhereItsAnswerIs(t *testing.T) {
	d := newCaseDesk(t)
	page := d.mara.Get(claimPage)
	const path = claimPage + "/statements"
	done := d.mara.Follow(path, with(hidden(t, page, path), "party", "Google", "stance", "denies", "statement", "No.", "saidAt", "2017-03-12",
		"groundRules", "on the record", "speaker", "Aiko Ito, spokeswoman", "speakerNamed", "on"))
	require.Contains(t, done.Text(), "said by Aiko Ito, spokeswoman, named in print")
	d.propose(claim.Unverified)
	review := d.SignIn("jonas").Get(reviewPage).Text()
	require.Contains(t, review, "Who spoke for it")
	require.Contains(t, review, "yes: the name was given for print")
	require.Contains(t, review, "said by Aiko Ito, spokeswoman, named in print")
}
