package desktest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/writing"
)

// A thousand claims are pasted, and the form is sent twice: each is added once.
func TestAThousandClaimsAtOnceAreAddedOnce(t *testing.T) {
	w := newWorld(t)
	_, err := writing.OpenCase(t.Context(), w.Fixture.Fixture.Door, w.mara, writing.CaseInput{Slug: "many", Title: "Many claims"})
	require.NoError(t, err)
	browser := w.SignIn(w.mara.Handle)
	forms, err := formsOn("/cases/many/new-claims", browser.Get("/cases/many/new-claims").Body)
	require.NoError(t, err)
	list := make([]string, 1000)
	for i := range list {
		list[i] = fmt.Sprintf("Claim number %d of the list was made.", i+1)
	}
	values := url.Values{}
	var many form
	for _, f := range forms {
		if strings.HasSuffix(f.action, "/new-claims") {
			many, values = f, f.filled()
			many.fields = slices.DeleteFunc(many.fields, func(in field) bool { return in.kind == "file" })
		}
	}
	values.Set("text", lines(list...))
	first := send(browser, many, values)
	require.Equal(t, http.StatusSeeOther, first.Status, first.Problem())
	second := send(browser, many, values)
	require.Equal(t, first.Header.Get("Location"), second.Header.Get("Location"), "the same list, not another one")

	progress := first.Header.Get("Location")
	require.Eventually(t, func() bool {
		answer := browser.Get(progress)
		w.sane("the progress of a list", answer)
		return strings.Contains(answer.Text(), "1000 of 1000")
	}, time.Minute, 50*time.Millisecond, "%s", browser.Get(progress).Text())
	report, err := w.Report(t.Context(), w.mara, "many", nil)
	require.NoError(t, err)
	require.Len(t, report.Claims, 1000)
	require.Equal(t, http.StatusOK, browser.Get("/cases/many").Status)
}
