package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestTheLanesOfACase(t *testing.T) {
	d := newCaseDesk(t)
	before := d.Clock.Now().Add(-time.Hour)
	require.NoError(t, d.Pass(t.Context(), time.Hour))
	page := d.mara.Get("/cases/vault7/chase").Body
	require.Contains(t, page, "Went out: a request.")
	require.Contains(t, page, "A reminder is planned: ")
	require.Contains(t, page, "Time to answer ends.")
	require.Contains(t, page, "#f-extend-reason")
	require.Contains(t, d.mara.Get("/cases/vault7").Body, `href="/cases/vault7/chase"`)

	jonas := d.SignIn("jonas")
	require.NotContains(t, jonas.Get("/cases/vault7/chase").Body, "#f-extend-reason", "who may not ask, may not extend")

	d.answer(claim.Confirms)
	page = d.mara.Get("/cases/vault7/chase").Body
	require.Contains(t, page, "Answered: confirms.")
	require.NotContains(t, page, "A reminder is planned")
	require.Equal(t, http.StatusSeeOther, d.mara.Get("/cases/vault7/chase?at="+before.Format(time.RFC3339)).Status, "there was no such case then")
}
