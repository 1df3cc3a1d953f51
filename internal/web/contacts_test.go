package web_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/received"
)

// bounced has the latest letter to a party come back, as from an address that does not exist.
func (d *letterDesk) bounced(party uuid.UUID) {
	d.t.Helper()
	mail, err := d.Record.Correspondences(d.t.Context(), lists.CorrespondenceFilter{Party: party})
	require.NoError(d.t, err)
	to := claim.Stream{Kind: claim.StreamCorrespondence, ID: mail[0]}
	state, err := d.Record.Load(d.t.Context(), to)
	require.NoError(d.t, err)
	c := state.(*letters.Correspondence)
	at := d.Clock.Now()
	refs, err := d.Record.Put(d.t.Context(), claim.Content{Key: uuid.NewString(), Media: "text/plain", Data: []byte("550 5.1.1 nobody lives here")})
	require.NoError(d.t, err)
	cmd := claim.Command{ID: uuid.New(), Actor: claim.System, Body: letters.Receive{Message: uuid.New(), Mail: received.Mail{
		Raw: refs[0], Class: received.MailBounce, ReceivedAt: c.Messages[len(c.Messages)-1].SettledAt, Failed: true, Hard: true,
		Cause: claim.CauseNoSuchAddress, Said: refs[0], About: c.Messages[len(c.Messages)-1].ID,
	}}}
	done, err := d.Record.Do(d.t.Context(), claim.Doing{Acts: []claim.Act{{To: to, Command: cmd}}, Now: at})
	require.NoError(d.t, err)
	require.Nil(d.t, done[0].Refused)
}

func TestAnAddressAfterABounceIsPreviewedAndCanBeUndone(t *testing.T) {
	d := newLetterDesk(t)
	path := d.asked("contact")
	party, err := d.PartyPage(t.Context(), d.mara, "google")
	require.NoError(t, err)
	d.bounced(party.ID)
	page := d.Get("/parties/google")
	for _, part := range []string{"letters come back", "there is no such address", "nobody lives here", "It takes mail again"} {
		require.Contains(t, page.Body, part)
	}
	request := d.Get(path)
	require.Contains(t, request.Text(), "came back")
	require.Contains(t, request.Body, "nobody lives here")
	for _, path := range []string{path, "/parties/google", "/cases/vault7/claims/contact"} { // every page says the same
		require.Contains(t, d.Get(path).Body, "lifecycle-came-back", path)
	}
	require.Contains(t, d.Get("/cases/vault7/claims/contact").Text(), "Tried: 1 letter, which came back")
	require.Contains(t, d.Get("/cases/vault7").Text(), "came back")
	health := d.Get("/contacts")
	require.Equal(t, 200, health.Status)
	require.Contains(t, health.Body, path, "what depends on it")

	added := d.form(page, "/parties/google/contacts", "_form", "contact", "channel", "e-mail", "address", "legal@google.example")
	require.Equal(t, 303, added.Status)
	require.NotContains(t, d.Get(path).Text(), "It goes to legal@google.example", "nothing goes there before somebody says so")
	party, err = d.PartyPage(t.Context(), d.mara, "google")
	require.NoError(t, err)
	there := "/parties/google/contacts/" + party.Contacts[1].ID.String()
	preview := d.Get(there)
	require.Equal(t, 200, preview.Status)
	for _, part := range []string{"legal@google.example", "for them", "at whatever hour of theirs", "Is it so?"} {
		require.Contains(t, preview.Text(), part)
	}
	back := regexp.MustCompile(`name="returned-now" value="([^"]+)"`).FindStringSubmatch(preview.Body)[1]
	form := "choose-" + party.Contacts[1].ID.String()
	require.Equal(t, 422, d.form(preview, there, "_form", form, "do", "again", "returned-now", back).Status, "when is not said")
	gone := strings.Split(back, ":")[0] + ":" + uuid.NewString()
	require.Contains(t, d.form(preview, there, "_form", form, "do", "again", "when", "now", "returned-now", gone).Text(), "changed", "what was seen is not what came back")
	require.Equal(t, 303, d.form(preview, there, "_form", form, "do", "again", "when", "now", "returned-now", back).Status)
	request = d.Get(path)
	require.Contains(t, request.Text(), "It goes to legal@google.example")
	require.Equal(t, 303, d.form(request, path+"/undo", "_form", "undoagain").Status)
	request = d.Get(path)
	require.NotContains(t, request.Text(), "It goes to legal@google.example")
	require.Equal(t, 303, d.form(request, path+"/again", "_form", "again", "contact", party.Contacts[1].ID.String()).Status)
	require.Contains(t, d.Get(path).Text(), "It goes to legal@google.example")
	require.Equal(t, 303, d.form(page, there, "_form", "x", "do", "earlier").Status)
}
