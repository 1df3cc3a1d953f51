package web_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

func TestTheLetterIsShownWhileItIsTyped(t *testing.T) {
	d := newLetterDesk(t)
	page := d.Get("/cases/vault7/ask?party=google")
	require.Contains(t, page.Body, `id="letter"`)
	d.Header.Set("HX-Request", "true")
	defer d.Header.Del("HX-Request")

	live := d.form(page, "/cases/vault7/ask", asking("step", "live")...)
	require.Equal(t, 200, live.Status)
	require.NotContains(t, live.Body, "<html", "the script gets the letter alone")
	require.Contains(t, live.Body, "1. Is it so?")
	require.Contains(t, live.Body, `<pre lang="en" dir="ltr">`)
	preview := d.form(page, "/cases/vault7/ask", asking("step", "preview")...)
	letter := func(body string) string { return betweenMarks(t, body, `<pre lang="en" dir="ltr">`, "</pre>") }
	require.Equal(t, letter(preview.Body), letter(live.Body), "it is the very letter")

	records := d.form(page, "/cases/vault7/ask", asking("step", "live", "kind", "records", "statute", "the Act of 2000")...)
	require.Contains(t, records.Body, "Under the Act of 2000 we request")
	require.NotContains(t, records.Body, "The statement about contact.")

	lacks := d.form(page, "/cases/vault7/ask", asking("step", "live", "kind", "records")...)
	require.Equal(t, 200, lacks.Status)
	require.Contains(t, lacks.Text(), "ame the statute")

	before, _, err := d.PartyList(t.Context(), d.mara, desk.PartyFilter{Limit: 100})
	require.NoError(t, err)
	added := d.form(page, "/cases/vault7/ask", asking("step", "live", "newName", "A new party")...)
	require.Contains(t, added.Text(), "is added when you look at the letter")
	after, _, err := d.PartyList(t.Context(), d.mara, desk.PartyFilter{Limit: 100})
	require.NoError(t, err)
	require.Len(t, after, len(before), "typing adds no party")
}

func betweenMarks(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, from)
	require.True(t, ok, text)
	inner, _, ok := strings.Cut(rest, to)
	require.True(t, ok)
	return inner
}
