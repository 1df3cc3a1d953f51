package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

const pagePlan = "onrecord: plan/v1\nname: house\nversion: 1\nsource: our handbook\nsteps: [{at: 40%}]\n"

func TestThePageOfPlansShowsTheirStepsAndTakesOne(t *testing.T) {
	d := newCaseDesk(t)
	page := d.mara.Get("/settings/plans")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "5 working days after the answer-by instant")
	require.Contains(t, page.Body, `aria-label="6 steps of the plan records-request`)
	wrong := d.mara.Post("/settings/plans", with(hidden(t, page, "/settings/plans"), "text", pagePlan+"cap: many"))
	fine(t, wrong, http.StatusUnprocessableEntity)
	require.Contains(t, wrong.Text(), "6:6: cap is a number from 1 to 40")
	require.Contains(t, wrong.Body, "cap: many", "what was typed is kept")
	fine(t, d.mara.Follow("/settings/plans", with(hidden(t, page, "/settings/plans"), "text", pagePlan)), http.StatusOK)
	require.Contains(t, d.mara.Get("/settings/plans").Text(), "when 40% of the time to answer has passed")
}

func TestOpenRequestsAreMovedAfterALookAtWhatChanges(t *testing.T) {
	d := newCaseDesk(t)
	const at = "/cases/vault7/plan"
	page := d.mara.Get(at)
	fine(t, page, http.StatusOK)
	looked := d.mara.Post(at, with(hidden(t, page, at), "plan", "vendor-disclosure", "step", "look"))
	fine(t, looked, http.StatusOK)
	require.Contains(t, looked.Text(), "From the shares of the case to vendor-disclosure, version 1.")
	require.Contains(t, looked.Body, "Move 1 request")
	unsaid := d.mara.Post(at, with(hidden(t, looked, at), "plan", "vendor-disclosure", "step", "move"))
	fine(t, unsaid, http.StatusUnprocessableEntity)
	moved := d.mara.Follow(at, with(hidden(t, looked, at), "plan", "vendor-disclosure", "step", "move", "reason", "It is a vendor."))
	fine(t, moved, http.StatusOK)
	require.Contains(t, moved.Text(), "1 request moved")
}
