package web_test

import (
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
	text := strings.Join(strings.Fields(page.Text()), " ")
	for _, c := range r.Covers {
		require.Contains(t, text, c.Title)
		for _, l := range c.Lines {
			if require.Contains(t, text, l.Label); l.At == nil && l.Text != strings.TrimSpace(nasty) && !strings.Contains(l.Text, "<") {
				require.Contains(t, text, l.Label+" "+strings.Join(strings.Fields(l.Text), " "))
			}
		}
	}
}
