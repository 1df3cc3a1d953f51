package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

var hiddenField = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`)

// printForm is the form that freezes the line, as the page has it.
func printForm(page, reason string) url.Values {
	values := url.Values{"reason": {reason}}
	for _, f := range hiddenField.FindAllStringSubmatch(page, -1) {
		values.Set(f[1], f[2])
	}
	return values
}

func TestALineIsFrozenFromItsPage(t *testing.T) {
	d := newCaseDesk(t)
	require.NoError(t, d.Pass(t.Context(), time.Hour))
	require.Contains(t, d.mara.Get("/cases/vault7").Body, `href="/cases/vault7/print"`)
	page := d.mara.Get("/cases/vault7/print")
	require.Equal(t, http.StatusOK, page.Status)
	require.Contains(t, page.Body, "Google has time to answer until ")
	require.NotContains(t, page.Body, "<script>alert")

	refused := d.mara.Post("/cases/vault7/print", printForm(page.Body, ""))
	require.Equal(t, http.StatusUnprocessableEntity, refused.Status)
	require.Contains(t, refused.Body, "Say why it is printed nevertheless")
	require.Contains(t, d.mara.Follow("/cases/vault7/print", printForm(page.Body, "They were told.")).Body, "They were told.")

	d.answer(claim.Denies)
	again := printForm(page.Body, "Once more.")
	require.Equal(t, http.StatusSeeOther, d.mara.Post("/cases/vault7/print", again).Status, "a form that was carried out is answered")
	again.Set("_key", uuid.NewString())
	require.Equal(t, http.StatusConflict, d.mara.Post("/cases/vault7/print", again).Status, "the line has changed since it was shown")

	then := page.Body
	at := regexp.MustCompile(`name="at" value="([^"]*Z)"`).FindStringSubmatch(then)
	require.NotNil(t, at)
	require.Contains(t, d.mara.Get("/cases/vault7/print?at="+url.QueryEscape(at[1])).Body, "Since then the line has changed.")

	jonas := d.SignIn("jonas")
	require.Contains(t, jonas.Get("/cases/vault7/print").Body, "An editor can freeze the sentence")
	require.Equal(t, http.StatusForbidden, jonas.Post("/cases/vault7/print", printForm(page.Body, "No.")).Status)
}
