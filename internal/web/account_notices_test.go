package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

func TestAPersonChoosesHowToBeTold(t *testing.T) {
	d := newCaseDesk(t)
	page := d.mara.Get("/account/notices")
	fine(t, page, http.StatusOK)
	wrong := d.mara.Post("/account/notices", with(hidden(t, page, "/account/notices"), "when", "digest", "hours", "9 o'clock", "zone", "Europe/Riga", "quietFrom", "22:00", "quietTo", "07:00"))
	fine(t, wrong, http.StatusUnprocessableEntity)
	require.Contains(t, wrong.Body, "9 o&#39;clock", "what was typed stays")
	require.Contains(t, wrong.Text(), "write it as 09:00")
	none := d.mara.Post("/account/notices", with(hidden(t, page, "/account/notices"), "when", "digest", "zone", "Europe/Riga"))
	require.Contains(t, none.Text(), "at which hours a digest goes out")
	done := d.mara.Follow("/account/notices", with(hidden(t, page, "/account/notices"), "when", "digest", "hours", "14:30, 09:00", "zone", "Europe/Riga",
		"quietFrom", "22:00", "quietTo", "07:00", "kind-read", "at once"))
	fine(t, done, http.StatusOK)
	view, err := d.Notices(t.Context(), d.as)
	require.NoError(t, err)
	require.Equal(t, []string{"09:00", "14:30"}, view.Hours)
	require.Equal(t, "22:00", view.QuietFrom)
	require.Len(t, view.Kinds, 1)
}

func TestTheAddressOfAWebhookIsCheckedAndNeverShown(t *testing.T) {
	d := newCaseDesk(t)
	for _, base := range []string{"/account/notices", "/settings/notices"} {
		page := d.mara.Get(base)
		fine(t, page, http.StatusOK)
		fine(t, d.mara.Get("/settings/notices"), http.StatusOK)
		wrong := d.mara.Post(base+"/webhook", with(hidden(t, page, base+"/webhook"), "kind", "slack", "address", "http://hooks.example.org/canary"))
		fine(t, wrong, http.StatusUnprocessableEntity)
		require.Contains(t, wrong.Text(), "a webhook begins with https")
		done := d.mara.Follow(base+"/webhook", with(hidden(t, page, base+"/webhook"), "kind", "teams", "address", "https://hooks.example.org/canary"))
		fine(t, done, http.StatusOK)
		require.Contains(t, done.Text(), "Notices go to a webhook of teams")
		require.NotContains(t, done.Body, "canary")
		tried := d.mara.Post(base+"/webhook/try", with(hidden(t, done, base+"/webhook/try")))
		require.Contains(t, tried.Text(), "The line was not taken: the chat cannot be reached")
		done = d.mara.Follow(base+"/webhook/remove", with(hidden(t, done, base+"/webhook/remove")))
		require.NotContains(t, done.Text(), "Notices go to a webhook")
	}
	require.Equal(t, http.StatusForbidden, d.SignIn("jonas").Get("/settings/notices").Status)
}

func TestANoticeLeadsToWhatWaitsAndAfterwardsToYourTurn(t *testing.T) {
	d := newCaseDesk(t)
	require.Equal(t, "/", d.mara.Get("/turns/read.6a1f3f1e-51f6-4dc5-9ad5-5a3ad3c2c3ad").Header.Get("Location"), "it does not wait any more")
	require.Equal(t, "/", d.mara.Get("/turns/nonsense").Header.Get("Location"))
	_, err := d.Receive(t.Context(), "vault7", "google", "Yes.")
	require.NoError(t, err)
	turns, err := d.Turn(t.Context(), d.as, desk.TurnFilter{Kind: "read"})
	require.NoError(t, err)
	place := d.mara.Get("/turns/" + turns.Items[0].Item)
	require.Equal(t, http.StatusSeeOther, place.Status)
	require.Contains(t, place.Header.Get("Location"), "/messages/")
	require.Equal(t, http.StatusSeeOther, d.Nobody().Get("/turns/"+turns.Items[0].Item).Status, "whoever is not signed in does so first")
}
