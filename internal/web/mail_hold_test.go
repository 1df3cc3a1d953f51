package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
)

func TestAllMailIsHeldByOneActAndEveryPageSaysSo(t *testing.T) {
	d := listDesk(t)
	d.Person("anna", claim.Admin)
	mara := d.SignIn(apitest.Admin)
	page := mara.Get("/mail")
	require.Contains(t, page.Body, "Mail goes out.")
	refused := mara.Post("/mail/hold", url.Values{"_key": {page.Key()}, "reason": {"A wrong address went out."}})
	require.Equal(t, http.StatusUnprocessableEntity, refused.Status)
	require.Contains(t, refused.Body, "Tick the box if it is meant")
	require.Contains(t, refused.Body, "A wrong address went out.", "what was typed is kept")
	require.Equal(t, http.StatusSeeOther, mara.Post("/mail/hold", url.Values{"_key": {page.Key()}, "reason": {"A wrong address went out."}, "sure": {"on"}}).Status)
	for _, path := range []string{"/", "/cases", "/outbox", "/settings", "/mail"} {
		body := mara.Get(path).Body
		require.Contains(t, body, "All mail is held", path)
		require.Contains(t, body, "A wrong address went out.", path)
	}
	require.NotContains(t, d.SignIn("jonas").Get("/mail").Body, "Release the mail", "it takes an editor or an admin")
	anna := d.SignIn("anna")
	require.Contains(t, anna.Get("/activity").Body, "holds all mail")
	require.Equal(t, http.StatusSeeOther, anna.Post("/mail/release", url.Values{"_key": {anna.Get("/mail").Key()}, "sure": {"on"}}).Status)
	require.NotContains(t, mara.Get("/outbox").Body, "All mail is held")
}
