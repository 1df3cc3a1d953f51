package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
)

func TestTheLanesOfACase(t *testing.T) {
	d := newCaseDesk(t)
	before := d.Clock.Now().Add(-time.Hour)
	require.NoError(t, d.Pass(t.Context(), time.Hour))
	page := d.mara.Get("/cases/vault7/chase").Body
	require.Contains(t, page, "Went out: a request.")
	require.Contains(t, page, "A reminder is planned: ")
	require.Contains(t, page, "Time to answer ends.")
	require.Contains(t, page, "?do=extend")
	require.Contains(t, d.mara.Get("/cases/vault7").Body, `href="/cases/vault7/chase"`)

	jonas := d.SignIn("jonas")
	require.NotContains(t, jonas.Get("/cases/vault7/chase").Body, "?do=extend", "who may not ask, may not extend")

	d.answer(claim.Confirms)
	page = d.mara.Get("/cases/vault7/chase").Body
	require.Contains(t, page, "Answered: confirms.")
	require.NotContains(t, page, "A reminder is planned")
	require.Equal(t, http.StatusSeeOther, d.mara.Get("/cases/vault7/chase?at="+before.Format(time.RFC3339)).Status, "there was no such case then")
}

func TestAPartyWhoseTimeIsOverIsOverdue(t *testing.T) {
	d := newCaseDesk(t)
	require.NoError(t, d.Pass(t.Context(), time.Hour))
	page := d.mara.Get("/cases/vault7").Text()
	require.Contains(t, page, "has until")
	_, err := d.Receive(t.Context(), "vault7", "google", "We will look.") // the clock stands still until somebody reads it
	require.NoError(t, err)
	require.NoError(t, d.Pass(t.Context(), 7*24*time.Hour))
	page = d.SignIn(apitest.Admin).Get("/cases/vault7").Text()
	require.NotContains(t, page, "has until")
	require.Regexp(t, `had until [^.]* overdue`, page)
}
