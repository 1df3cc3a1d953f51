package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestColleaguesTalkBesideWhatItIsAbout(t *testing.T) {
	d := newCaseDesk(t)
	const at = "/cases/vault7/comments"
	page := d.mara.Get(at)
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "Nobody has said anything here")
	refused := d.mara.Post(at, with(hidden(t, page, at), "text", "   "))
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, refused.Text(), "It must not be empty")
	page = d.mara.Follow(at, with(hidden(t, page, at), "text", "Who looks at it? "+nasty+" @jonas"))
	require.Contains(t, page.Text(), "Your comment is there, for colleagues alone.")
	require.Contains(t, page.Text(), "has not looked yet")
	require.Contains(t, d.mara.Get("/cases/vault7").Text(), "Comments (1 open)")
	require.Contains(t, d.mara.Get("/search?q=looks").Text(), "A comment")

	jonas := d.SignIn("jonas")
	turn := jonas.Get("/")
	require.Contains(t, turn.Text(), "You are mentioned")
	page = jonas.Get(at)
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "1 comment mentions you.")
	seen := actionOf(t, page.Body, "/seen")
	page = jonas.Follow(seen, hidden(t, page, seen))
	require.NotContains(t, page.Text(), "mentions you")
	require.NotContains(t, jonas.Get("/").Text(), "You are mentioned")

	claimed := jonas.Get("/cases/vault7/claims/google")
	fine(t, claimed, http.StatusOK)
	page = jonas.Follow(at, with(hidden(t, claimed, at), "text", "Is it theirs?"))
	require.Contains(t, page.Text(), "Is it theirs?", "it stands on the page of the claim")
	resolve := actionOf(t, page.Body, "/resolve")
	page = jonas.Follow(resolve, hidden(t, page, resolve))
	require.NotContains(t, page.Text(), "Is it theirs?")
	page = d.mara.Get(at + "?claim=google")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "Is it theirs?")
	require.Contains(t, page.Text(), "Resolved by")
	reopen := actionOf(t, page.Body, "/reopen")
	require.Contains(t, d.mara.Follow(reopen, hidden(t, page, reopen)).Text(), "Is it theirs?")

	own := jonas.Get(at)
	revise := actionOf(t, own.Body, "/revise")
	refused = jonas.Post(revise, with(hidden(t, own, revise), "text", ""))
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, jonas.Follow(revise, with(hidden(t, own, revise), "text", "Is it ours?")).Text(), "Is it ours?")
	require.Equal(t, http.StatusForbidden, d.mara.Post(revise, url.Values{"_key": {uuid.NewString()}, "text": {"Mine."}}).Status, "who did not write it does not change it")

	d.Person("olga", claim.Auditor)
	olga := d.SignIn("olga")
	page = olga.Get(at)
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "Is it ours?")
	require.NotContains(t, page.Body, "<textarea", "who changes nothing has no form")
	require.Equal(t, http.StatusForbidden, olga.Post(at, url.Values{"_key": {uuid.NewString()}, "text": {"Mine."}}).Status)
	require.Equal(t, 1, strings.Count(d.mara.Get("/cases/vault7/claims/google").Body, `id="f-comment"`))
}

func TestACommentOnWordsOfTheDraftKeepsWhatWasTypedWhenItIsRefused(t *testing.T) {
	d := newCaseDesk(t)
	require.Equal(t, http.StatusSeeOther, upload(d.mara, "/cases/vault7/story", with(hidden(t, d.mara.Get("/cases/vault7/story"), "/cases/vault7/story"), "text", draftWords), nil).Status)
	const at = "/cases/vault7/comments"
	page := d.mara.Get(at + "?words=four+times")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "Comment on the draft")
	wrong := with(hidden(t, page, at), "text", "Too strong.")
	wrong.Set("words", "five times")
	refused := d.mara.Post(at, wrong)
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, refused.Text(), "copy them from there")
	require.Contains(t, refused.Body, "Too strong.")
	page = d.mara.Follow(at, with(hidden(t, page, at), "text", "Too strong."))
	require.Contains(t, page.Text(), "Too strong.")
	page = d.mara.Get("/cases/vault7/story")
	require.Contains(t, page.Text(), "Too strong.")
	require.Contains(t, page.Text(), "Comments on the draft")
}

func TestClaimsAreMovedByHand(t *testing.T) {
	d := newCaseDesk(t)
	_, err := writing.AddClaim(t.Context(), d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: "apple", Statement: "Apple was told."})
	require.NoError(t, err)
	const at = "/cases/vault7/order"
	page := d.mara.Get(at)
	fine(t, page, http.StatusOK)
	require.Less(t, strings.Index(page.Body, `value="google" aria`), strings.Index(page.Body, `value="apple" aria`))
	page = d.mara.Follow(at, with(hidden(t, page, at), "up", "apple"))
	require.Less(t, strings.Index(page.Body, `value="apple" aria`), strings.Index(page.Body, `value="google" aria`))
	page = d.mara.Follow(at, with(hidden(t, page, at), "down", "apple"))
	require.Less(t, strings.Index(page.Body, `value="google" aria`), strings.Index(page.Body, `value="apple" aria`))
	dragged := hidden(t, page, at)
	dragged.Set("claim", "apple")
	dragged.Set("before", "google")
	page = d.mara.Follow(at, dragged)
	require.Less(t, strings.Index(page.Body, `value="apple" aria`), strings.Index(page.Body, `value="google" aria`))
	fine(t, d.mara.Post(at, with(hidden(t, page, at), "up", "nothing")), http.StatusNotFound)
	require.Equal(t, http.StatusForbidden, d.SignIn("jonas").Post(at, url.Values{"_key": {uuid.NewString()}, "up": {"google"}}).Status)
}
