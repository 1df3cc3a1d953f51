package web_test

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

const draftWords = "WikiLeaks contacted Google.\n\nIt contacted Apple four times. Nobody was harmed, the agency said."

func TestAStoryIsPutInMarkedAndLookedAtAgain(t *testing.T) {
	d := newCaseDesk(t)
	page := d.mara.Get("/cases/vault7/story")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "Put the draft in")
	refused := upload(d.mara, "/cases/vault7/story", hidden(t, page, "/cases/vault7/story"), nil)
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, refused.Text(), "There are no words in it")
	values := with(hidden(t, page, "/cases/vault7/story"), "text", draftWords)
	refused = upload(d.mara, "/cases/vault7/story", values, map[string]string{"file": "<p>Other words.</p>"})
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, refused.Text(), "Send a file or the words, not both")
	values = with(hidden(t, page, "/cases/vault7/story"), "text", draftWords)
	require.Equal(t, http.StatusSeeOther, upload(d.mara, "/cases/vault7/story", values, nil).Status)
	copied := d.mara.Get("/cases/vault7/story/copy")
	fine(t, copied, http.StatusOK)
	require.NotContains(t, copied.Text(), "Every fact that is marked stands.")
	page = d.mara.Get("/cases/vault7/story")
	fine(t, page, http.StatusOK)
	values = with(hidden(t, page, "/cases/vault7/story"), "text", draftWords)
	require.Equal(t, http.StatusSeeOther, upload(d.mara, "/cases/vault7/story", values, nil).Status)
	page = d.mara.Get("/cases/vault7/story")
	require.Contains(t, page.Text(), "Nothing has changed: the draft has these words already.")
	require.Contains(t, page.Text(), "No passage is marked yet.")
	require.Contains(t, page.Text(), "Can be checked, and is not marked")

	const marks = "/cases/vault7/story/passages"
	values = with(hidden(t, page, marks), "words", "WikiLeaks contacted Google.", "nth", "", "claim", "google")
	page = d.mara.Follow(marks, values)
	require.Contains(t, page.Text(), "The passage is marked. ")
	require.Contains(t, page.Text(), "1 fact is left before it can run.")
	values = url.Values{"_key": {uuid.NewString()}, "words": {"It contacted Apple four times."}, "nth": {"1"}, "claim": {""}, "_form": {"suggested"}}
	page = d.mara.Follow(marks, values)
	require.Contains(t, page.Text(), "2 facts are left before it can run.")
	refused = d.mara.Post(marks, with(hidden(t, page, marks), "words", "Not in it.", "nth", "", "claim", "google"))
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, refused.Text(), "copy them from there")

	values = hidden(t, page, "/cases/vault7/story")
	require.Equal(t, http.StatusSeeOther, upload(d.mara, "/cases/vault7/story", values, map[string]string{"file": "<p>WikiLeaks never contacted Google.</p><p>It contacted Apple four times.</p>"}).Status)
	page = d.mara.Get("/cases/vault7/story")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "changed – look again")
	require.Contains(t, page.Text(), "The words were: WikiLeaks contacted Google.")
	review := d.SignIn("jonas").Get("/cases/vault7/claims/google/review")
	fine(t, review, http.StatusOK)
	require.Contains(t, review.Text(), "Its passage in the story has changed: look again")
	if dir := os.Getenv("ONRECORD_STORY_PAGES"); dir != "" {
		require.NoError(t, os.WriteFile(dir+"/story.html", []byte(page.Body), 0o600))
		require.NoError(t, os.WriteFile(dir+"/review.html", []byte(review.Body), 0o600))
	}

	settle := actionOf(t, page.Body, "/settle")
	page = d.mara.Follow(settle, hidden(t, page, settle))
	require.NotContains(t, page.Text(), "changed – look again")
	cleared := actionOf(t, page.Body, "/clear")
	page = d.mara.Follow(cleared, hidden(t, page, cleared))
	require.Contains(t, page.Text(), "1 fact is left before it can run.")
	fine(t, d.mara.Get("/cases/vault7/story?version=1"), http.StatusOK)
	fine(t, d.mara.Get("/cases/vault7/story?version=7"), http.StatusNotFound)
	require.NotContains(t, d.SignIn("jonas").Get("/cases/vault7/story").Body, `name="words"`, "who writes no claims marks nothing")
}

func TestAnAnnotatedCopyIsForItsReader(t *testing.T) {
	d := newCaseDesk(t)
	fine(t, d.mara.Get("/cases/vault7/story/copy"), http.StatusNotFound)
	require.Equal(t, http.StatusSeeOther, upload(d.mara, "/cases/vault7/story", with(hidden(t, d.mara.Get("/cases/vault7/story"), "/cases/vault7/story"), "text", draftWords), nil).Status)
	page := d.mara.Get("/cases/vault7/story")
	const marks = "/cases/vault7/story/passages"
	d.mara.Follow(marks, with(hidden(t, page, marks), "words", "WikiLeaks contacted Google.", "nth", "", "claim", "google"))
	d.answer(claim.Confirms)
	d.propose(claim.Corroborated)
	page = d.mara.Get("/cases/vault7/story/copy?" + url.Values{"reader": {"copy editor"}}.Encode())
	fine(t, page, http.StatusOK)
	require.NotContains(t, page.Text(), "For the desk:")
	require.Contains(t, page.Text(), "for the copy editor")
	require.Contains(t, page.Text(), "In review, proposed: corroborated.")
	page = d.mara.Get("/cases/vault7/story/copy")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "For the desk: They say so.")
	if dir := os.Getenv("ONRECORD_STORY_PAGES"); dir != "" {
		require.NoError(t, os.WriteFile(dir+"/copy.html", []byte(page.Body), 0o600))
	}
}

// actionOf is where the first form leads whose address ends so.
func actionOf(t *testing.T, body, ending string) string {
	t.Helper()
	before, _, ok := strings.Cut(body, ending+`"`)
	require.True(t, ok, "there is no form %s", ending)
	return before[strings.LastIndex(before, `"`)+1:] + ending
}
