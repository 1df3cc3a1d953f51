package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/api/apitest"
)

func TestRemindersArePausedAndEveryPageConcernedSaysSo(t *testing.T) {
	d := listDesk(t)
	mara := d.SignIn(apitest.Admin)
	pauses := []struct{ of, name, says, page, other string }{
		{"case", "vault7", "The reminders of the case are paused", "/cases/vault7", "/cases"},
		{"claim", "vault7/contact", "Reminders about a claim are paused", "/cases/vault7/claims/contact", "/cases/vault7"},
		{"party", "google", "The reminders to the party are paused", "/parties/google", "/parties"},
		{"desk", "", "The desk has paused its reminders", "/cases", ""},
	}
	for _, p := range pauses {
		t.Run(p.of, func(t *testing.T) {
			at := "/reminders?" + url.Values{"of": {p.of}, "name": {p.name}}.Encode()
			key := mara.Get(at).Key()
			form := url.Values{"_key": {key}, "of": {p.of}, "name": {p.name}}
			require.Equal(t, http.StatusUnprocessableEntity, mara.Post("/reminders/pause", form).Status, "a reason is asked for")
			form.Set("reason", "They are on strike.")
			require.Equal(t, http.StatusSeeOther, mara.Post("/reminders/pause", form).Status)
			body := mara.Get(p.page).Body
			require.Contains(t, body, p.says)
			require.Contains(t, body, "They are on strike.")
			require.Contains(t, mara.Get(at).Body, "They are on strike.")
			if p.other != "" {
				require.NotContains(t, mara.Get(p.other).Body, p.says, "that page is not concerned")
			}
			require.Equal(t, http.StatusSeeOther, mara.Post("/reminders/resume", url.Values{"_key": {mara.Get(at).Key()}, "of": {p.of}, "name": {p.name}}).Status)
			require.NotContains(t, mara.Get(p.page).Body, p.says)
		})
	}
	jonas := d.SignIn("jonas")
	require.NotContains(t, jonas.Get("/reminders?of=desk").Body, "<button>Pause the reminders</button>", "it takes an editor or an admin")
	require.Equal(t, http.StatusForbidden, jonas.Post("/reminders/pause", url.Values{"_key": {jonas.Get("/reminders?of=desk").Key()}, "of": {"desk"}, "reason": {"Why not."}}).Status)
}
