package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/staff"
)

func TestAPersonSaysWhenSheIsAwayAndHandsEverythingOver(t *testing.T) {
	d := newCaseDesk(t)
	_, err := staff.AddPerson(t.Context(), d.Door, d.as, staff.PersonInput{Handle: "lea", Name: "Lea Berg", Roles: []claim.Role{claim.Editor, claim.Reviewer}})
	require.NoError(t, err)
	page := d.mara.Get("/account")
	fine(t, page, http.StatusOK)
	wrong := d.mara.Post("/account/away", with(hidden(t, page, "/account/away"), "from", "2034-01-02T09:00", "to", "2034-01-01T09:00", "deputy", "lea"))
	fine(t, wrong, http.StatusUnprocessableEntity)
	require.Contains(t, wrong.Text(), "An absence ends after it begins")
	done := d.mara.Follow("/account/away", with(hidden(t, page, "/account/away"), "from", "2034-01-02T09:00", "to", "2034-01-09T09:00", "deputy", "lea"))
	fine(t, done, http.StatusOK)
	require.Contains(t, done.Text(), "Lea Berg stands in")
	back := d.mara.Follow("/account/back", hidden(t, done, "/account/back"))
	fine(t, back, http.StatusOK)
	require.NotContains(t, back.Text(), "stands in")
	over := d.mara.Follow("/account/hand-over", merged(hidden(t, back, "/account/hand-over"), "to", "lea"))
	fine(t, over, http.StatusOK)
	require.Contains(t, over.Text(), "Handed over:")
}
