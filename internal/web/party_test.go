package web_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestTheDirectoryIsSearched(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	_, err := d.AddParty(t.Context(), d.mara, casework.PartyInput{Name: "Ämter & Söhne", Zone: "Europe/Berlin"})
	require.NoError(t, err)
	all := d.Get("/parties")
	require.Contains(t, all.Body, "Google")
	require.Contains(t, all.Body, "no e-mail address")
	found := d.Get("/parties?q=amter")
	require.Contains(t, found.Body, "Ämter &amp; Söhne")
	require.NotContains(t, found.Body, "/parties/google")
	require.Contains(t, d.Get("/parties?q=100%25_").Body, "No party is called so.")
}

func TestAPartyIsAddedAndDescribedAnew(t *testing.T) {
	d := newLetterDesk(t)
	bad := d.form(d.Get("/parties/new"), "/parties/new", "name", "", "zone", "Europe/Paris")
	require.Equal(t, 422, bad.Status)
	require.Contains(t, bad.Body, `id="f-name-error"`)
	bad = d.form(d.Get("/parties/new"), "/parties/new", "name", "Mozilla", "zone", "Europe/Paris", "holidays", "Christmas")
	require.Equal(t, 422, bad.Status)
	require.Contains(t, bad.Body, `id="f-holidays-error"`)
	made := d.form(d.Get("/parties/new"), "/parties/new", "name", "Mozilla", "zone", "Europe/Paris", "email", "press@mozilla.example",
		"days", "1", "days", "2", "from", "09:00", "to", "17:30", "holidays", "2026-12-25\n2026-12-24")
	require.Equal(t, 303, made.Status, made.Text())
	page := d.Get("/parties/mozilla")
	require.Contains(t, page.Body, "Monday, Tuesday, 09:00 to 17:30")
	require.Contains(t, page.Body, "2026-12-24, 2026-12-25")

	edit := d.Get("/parties/mozilla/edit")
	require.Contains(t, edit.Body, `value="09:00"`)
	seen := regexp.MustCompile(`name="seen" value="(\d+)"`).FindStringSubmatch(edit.Body)[1]
	revised := d.form(edit, "/parties/mozilla/edit", "name", "Mozilla Corporation", "zone", "Europe/London", "seen", seen)
	require.Equal(t, 303, revised.Status, revised.Text())
	page = d.Get("/parties/mozilla")
	require.Contains(t, page.Body, "Mozilla Corporation")
	require.Contains(t, page.Body, "every day, round the clock")

	conflict := d.form(d.Get("/parties/mozilla/edit"), "/parties/mozilla/edit", "name", "Mozilla Foundation", "zone", "UTC", "seen", seen)
	require.Equal(t, 409, conflict.Status)
	require.Contains(t, conflict.Body, "What stands there now")
	require.Contains(t, conflict.Body, `value="Mozilla Foundation"`, "what was typed stays")
	require.Contains(t, conflict.Body, "Mozilla Corporation")
}

func TestContactPointsAreAddedVerifiedChosenAndRetired(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	page := d.Get("/parties/google")
	require.Contains(t, page.Body, "letters arrive")
	require.Equal(t, 422, d.form(page, "/parties/google/contacts", "_form", "contact", "channel", "e-mail", "address", "no address").Status)
	require.Equal(t, 303, d.form(page, "/parties/google/contacts", "_form", "contact", "channel", "phone", "address", "+1 555 0100", "role", "night desk").Status)
	require.Equal(t, 303, d.form(page, "/parties/google/contacts", "_form", "contact", "channel", "e-mail", "address", "legal@google.example").Status)
	party, err := d.PartyPage(t.Context(), d.mara, "google")
	require.NoError(t, err)
	require.Len(t, party.Contacts, 3)
	press, phone, legal := party.Contacts[0], party.Contacts[1], party.Contacts[2]
	change := func(c desk.ContactView, pairs ...string) int {
		return d.form(page, "/parties/google/contacts/"+c.ID.String(), append([]string{"_form", "x"}, pairs...)...).Status
	}
	require.Equal(t, 303, change(legal, "do", "verify", "how", string(people.VerifiedCallBack), "note", "Called the switchboard"))
	require.Equal(t, 422, change(legal, "do", "verify", "how", "a feeling"))
	require.Equal(t, 409, change(press, "do", "retire"), "letters go there")
	require.Equal(t, 422, change(phone, "do", "choose"))
	require.Equal(t, 303, change(legal, "do", "choose"))
	require.Equal(t, 303, change(press, "do", "retire"))
	page = d.Get("/parties/google")
	for _, part := range []string{"legal@google.example", "call-back", "Called the switchboard", "retired", "1 555 0100"} {
		require.Contains(t, page.Body, part)
	}
	mail, err := d.Record.Correspondences(t.Context(), lists.CorrespondenceFilter{Party: party.ID})
	require.NoError(t, err)
	state, err := d.Record.Load(t.Context(), claim.Stream{Kind: claim.StreamCorrespondence, ID: mail[0]})
	require.NoError(t, err)
	require.Equal(t, legal.ID, state.(*letters.Correspondence).Contact, "the open correspondence knows")
}

func TestAPartysResponseTimesAreShown(t *testing.T) {
	d := newLetterDesk(t)
	for i, claims := range [][]string{{"contact"}, {"patch"}, {"contact", "patch"}} {
		d.asked(claims...)
		require.NoError(t, d.Pass(t.Context(), time.Duration(i+1)*5*time.Hour))
		_, err := answers.Record(t.Context(), d.Door, d.mara, "vault7", answers.AnswerInput{
			Party: "google", Channel: claim.ByPhone, Stances: []answers.StanceInput{{Claim: claims[0], Stance: claim.Confirms}},
		})
		require.NoError(t, err)
	}
	d.Browser = d.SignIn("mara") // the session has ended meanwhile
	page := d.Get("/parties/google")
	require.Contains(t, page.Body, "Half of the answers came within <strong>10 hours")
	require.Contains(t, page.Body, "<svg")
	require.Contains(t, page.Body, "Open with them")
	require.NotContains(t, page.Body, "style=")
}

func TestAPartyThatWasAskedInSecretOnlyIsNotThere(t *testing.T) {
	d := newLetterDesk(t)
	d.Person("nils", claim.Editor)
	_, err := d.AddParty(t.Context(), d.mara, casework.PartyInput{Name: "Hushco", Email: "press@hush.example"})
	require.NoError(t, err)
	_, err = writing.OpenCase(t.Context(), d.Fixture.Fixture.Door, d.mara, writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	require.NoError(t, err)
	_, err = writing.AddClaim(t.Context(), d.Fixture.Fixture.Door, d.mara, "secret", writing.ClaimInput{Key: "a", Statement: "A."})
	require.NoError(t, err)
	for _, party := range []string{"hushco", "google"} {
		_, err = requests.Ask(t.Context(), d.Door, d.mara, "secret", requests.AskInput{Party: party, Claims: []string{"a"}, Questions: "Is it so?", AnswerBy: d.Clock.Now().Add(time.Hour)})
		require.NoError(t, err)
	}
	d.asked("contact")
	nils := d.SignIn("nils")
	require.NotContains(t, nils.Get("/parties").Body, "Hushco")
	require.Equal(t, 404, nils.Get("/parties/hushco").Status)
	google := nils.Get("/parties/google")
	require.Equal(t, 200, google.Status)
	require.NotContains(t, google.Body, "Secret")
	require.Contains(t, d.Get("/parties/google").Body, "Secret")
}
