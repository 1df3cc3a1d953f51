package web_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// letterDesk is a desk with a case vault7 of two open claims, and the party
// google; the admin, who is an editor, has signed in.
type letterDesk struct {
	*webtest.Fixture
	*webtest.Browser
	t    *testing.T
	mara casework.Caller
}

func newLetterDesk(t *testing.T) *letterDesk {
	desk := webtest.Open(t)
	d := &letterDesk{Fixture: desk, Browser: desk.SignIn(apitest.Admin), t: t, mara: desk.Caller(apitest.Admin)}
	desk.Person("jonas", claim.Reviewer)
	_, err := writing.OpenCase(t.Context(), desk.Fixture.Door, d.mara, writing.CaseInput{Slug: "vault7", Title: "Vault 7"})
	require.NoError(t, err)
	for _, key := range []string{"contact", "patch"} {
		_, err := writing.AddClaim(t.Context(), desk.Fixture.Door, d.mara, "vault7", writing.ClaimInput{Key: key, Statement: "The statement about " + key + "."})
		require.NoError(t, err)
	}
	_, err = desk.AddParty(t.Context(), d.mara, casework.PartyInput{
		Name: "Google", Email: "press@google.example", Role: "press office", Zone: "America/Los_Angeles",
		Hours: claim.OfficeHours{Days: []time.Weekday{1, 2, 3, 4, 5}, From: 540, To: 1020},
	})
	require.NoError(t, err)
	return d
}

// undo gives the desk an undo window.
func (d *letterDesk) undo(seconds int) {
	d.t.Helper()
	view, err := house.Settings(d.t.Context(), d.Door, d.mara)
	require.NoError(d.t, err)
	view.UndoSeconds, view.Publication = seconds, "The Example Post"
	_, err = house.ReviseSettings(d.t.Context(), d.Door, d.mara, view.DeskSettings, view.Version)
	require.NoError(d.t, err)
}

func (d *letterDesk) asked(claims ...string) string {
	d.t.Helper()
	made, err := requests.Ask(d.t.Context(), d.Door, d.mara, "vault7", requests.AskInput{
		Party: "google", Claims: claims, Questions: "Is it so?\nSince when?", AnswerBy: d.Clock.Now().Add(10 * 24 * time.Hour),
	})
	require.NoError(d.t, err)
	return "/requests/" + made.ID.String()
}

// form sends a form of the page that was shown, with its key.
func (d *letterDesk) form(page webtest.Answer, path string, pairs ...string) webtest.Answer {
	d.t.Helper()
	values := url.Values{"_key": {page.Key()}}
	if len(pairs) > 0 && pairs[0] == "_form" { // one of several forms, each with a key of its own
		values.Set("_key", uuid.NewString())
	}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return d.Post(path, values)
}

func asking(pairs ...string) []string {
	return append([]string{
		"party", "google", "claims", "contact", "claims", "patch", "questions", "Is it so?\nSince when?",
		"answerBy", time.Now().AddDate(0, 0, 10).Format("2006-01-02T15:04"), "answerBy_zone", "Europe/Berlin", "channel", "e-mail",
	}, pairs...)
}

var (
	seenField = regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`)
	fromField = regexp.MustCompile(`name="_from" value="([^"]+)"`)
)

func TestARequestIsLookedAtBeforeItGoesOut(t *testing.T) {
	d := newLetterDesk(t)
	d.undo(60)
	page := d.Get("/cases/vault7/ask?party=google")
	require.Equal(t, 200, page.Status)
	require.Contains(t, page.Body, `value="google"`)

	preview := d.form(page, "/cases/vault7/ask", asking("step", "preview")...)
	require.Equal(t, 200, preview.Status, preview.Text())
	for _, part := range []string{
		"Google, press office &lt;press@google.example&gt;", "The statement about contact.", "1. Is it so?", "2. Since when?",
		"https://desk.example.org/answer/[only in the letter]", "https://desk.example.org/verify", "half of the time to answer has passed", "for them", "undo",
	} {
		require.Contains(t, preview.Body, part)
	}
	report, err := d.Report(t.Context(), d.mara, "vault7", nil)
	require.NoError(t, err)
	require.Empty(t, report.Requests, "looking at it sends nothing")
	code := regexp.MustCompile(`[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}`).FindString(preview.Body)
	require.NotEmpty(t, code)

	seen := seenField.FindStringSubmatch(preview.Body)
	require.NotNil(t, seen)
	sent := d.form(preview, "/cases/vault7/ask", asking("step", "send", "seen", seen[1])...)
	require.Equal(t, 303, sent.Status, sent.Text())
	again := d.form(preview, "/cases/vault7/ask", asking("step", "send", "seen", seen[1])...)
	require.Equal(t, sent.Header.Get("Location"), again.Header.Get("Location"), "sent twice, put once")

	shown := d.Get(sent.Header.Get("Location"))
	require.Contains(t, shown.Body, code, "the code of the preview is that of the request")
	require.Contains(t, shown.Body, "data-until=")
	require.Contains(t, shown.Body, "The letter that goes out")
	require.Contains(t, shown.Body, "To Google")
	require.Contains(t, shown.Body, "Undo")
	undone := d.form(shown, sent.Header.Get("Location")+"/undo", "_form", "undo")
	require.Equal(t, 303, undone.Status)
	require.Contains(t, d.Get(sent.Header.Get("Location")).Body, "took the request back before it went out")
}

func TestAPreviewOfATextOfTwoLinesLosesNothing(t *testing.T) {
	d := newLetterDesk(t)
	page := d.Get("/cases/vault7/ask?party=google")
	sent := asking("step", "preview", "questions", "Is it so?\r\nSince when?\r\n\r\nWho <knows> & says so?\r\n")
	preview := d.form(page, "/cases/vault7/ask", sent...)
	require.Equal(t, 200, preview.Status, preview.Text())
	require.Contains(t, preview.Body, "This goes out")
	require.NotContains(t, preview.Body, "What you typed", "everything that was typed stands in the form")
}

func TestWhatWasChangedAfterThePreviewIsLookedAtOnceMore(t *testing.T) {
	d := newLetterDesk(t)
	preview := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", asking("step", "preview")...)
	seen := seenField.FindStringSubmatch(preview.Body)[1]
	changed := asking("step", "send", "seen", seen)
	changed[7] = "Something else?"
	answer := d.form(preview, "/cases/vault7/ask", changed...)
	require.Equal(t, 200, answer.Status)
	require.Contains(t, answer.Body, "You have changed the request")
	require.Contains(t, answer.Body, "1. Something else?")
	report, err := d.Report(t.Context(), d.mara, "vault7", nil)
	require.NoError(t, err)
	require.Empty(t, report.Requests)
}

func TestWhatIsWrongWithARequestIsSaidWhereItBelongs(t *testing.T) {
	d := newLetterDesk(t)
	tests := []struct {
		sentence   string
		at         int // in asking
		value, say string
	}{
		{"an unknown party", 1, "nobody at all", "there is no such party"},
		{"no questions", 7, " ", "it must not be empty"},
		{"no instant", 9, "", "say when an answer is needed"},
		{"an instant that has passed", 9, "2001-01-01T10:00", "has passed"},
		{"no instant at all", 9, "soon", "is not a date and time"},
		{"an unknown zone", 11, "Europe/Atlantis", "there is no time zone"},
		{"an unknown channel", 13, "pigeon", "choose one of"},
		{"a claim that is not there", 3, "nothing", "there is no claim"},
		{"markup and other scripts", 7, "<script>alert(1)</script> שלום 😀\x00", "control characters"},
		{"far too much", 7, strings.Repeat("é", 20_001), "longer than 20000"},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			values := asking("step", "preview")
			values[test.at] = test.value
			answer := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", values...)
			require.GreaterOrEqual(t, answer.Status, 400)
			require.Contains(t, strings.ToLower(answer.Text()), test.say)
			require.NotContains(t, answer.Body, "<script>alert")
			require.Contains(t, answer.Body, "Since when?"[:0]+"Look at the letter", "the form is there again")
		})
	}
}

func TestAPartyIsAddedWhileAsking(t *testing.T) {
	d := newLetterDesk(t)
	values := asking("step", "preview", "newName", "Mozilla", "newEmail", "press@mozilla.example", "newZone", "Europe/Paris")
	values[1] = ""
	preview := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", values...)
	require.Equal(t, 200, preview.Status, preview.Text())
	require.Contains(t, preview.Body, `value="mozilla"`)
	require.Contains(t, preview.Body, "press@mozilla.example")
	bad := asking("step", "preview", "newName", "Apple", "newEmail", "not an address")
	refused := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", bad...)
	require.Equal(t, 422, refused.Status)
	require.Contains(t, refused.Body, `id="f-newEmail-error"`)
}

func TestAnExtensionThatMovesNothingIsNone(t *testing.T) {
	d := newLetterDesk(t)
	path := d.asked("contact")
	later := d.Clock.Now().AddDate(0, 0, 20).Truncate(time.Minute).Add(29 * time.Second) // the form shows no seconds
	_, err := requests.Extend(t.Context(), d.Door, d.mara, uuid.MustParse(strings.TrimPrefix(path, "/requests/")), requests.ExtendInput{AnswerBy: later, Reason: "You asked for time."})
	require.NoError(t, err)
	page := d.Get(path)
	shown := regexp.MustCompile(`name="answerBy" type="datetime-local" value="([^"]+)"`).FindStringSubmatch(page.Body)
	require.Len(t, shown, 2)
	values := with(hidden(t, page, path+"/extend"), "answerBy", shown[1], "answerBy_zone", "UTC", "reason", "Once more.")
	require.Equal(t, 303, d.Post(path+"/extend", values).Status)
	require.NotContains(t, d.Get(path).Body, "Once more.")
}

func TestTheThreadShowsLettersAndWhatIsPlanned(t *testing.T) {
	d := newLetterDesk(t)
	path := d.asked("contact", "patch")
	page := d.Get(path)
	require.Equal(t, 200, page.Status)
	for _, part := range []string{
		"To Google", "put the request", "Planned:", "reminder", "final notice", "for them", "The statement about contact.", "Log an answer",
	} {
		require.Contains(t, page.Body, part)
	}
	require.NotContains(t, page.Body, path+"/undo", "it is out")

	paused := d.form(page, path+"/pause", "_form", "pause", "reason", "They are on strike")
	require.Equal(t, 303, paused.Status)
	page = d.Get(path)
	require.Contains(t, page.Body, "Its reminders are paused: They are on strike")
	require.NoError(t, d.Pass(t.Context(), 8*24*time.Hour))
	d.Browser = d.SignIn(apitest.Admin) // the session has ended meanwhile
	require.NotContains(t, d.Get(path).Body, "Reminder 1")
	require.Equal(t, 303, d.form(page, path+"/resume", "_form", "resume").Status)
	require.Contains(t, d.Get(path).Body, "let reminders go out again")

	extended := d.form(page, path+"/extend", "_form", "extend", "answerBy", d.Clock.Now().AddDate(0, 0, 20).Format("2006-01-02T15:04"), "reason", "You asked for time.")
	require.Equal(t, 303, extended.Status, extended.Text())
	require.Contains(t, d.Get(path).Body, "The extension")
	refused := d.form(page, path+"/extend", "_form", "extend", "answerBy", "2001-01-01T00:00", "reason", "x")
	require.Equal(t, 422, refused.Status)
	require.Contains(t, refused.Body, "has passed")
	require.Contains(t, refused.Body, `value="2001-01-01T00:00"`, "what was typed stays")

	withdrawn := d.form(page, path+"/withdraw", "_form", "withdraw", "reason", "No longer needed")
	require.Equal(t, 303, withdrawn.Status)
	require.Contains(t, d.Get(path).Body, "withdrew the request")
	require.Equal(t, 409, d.form(page, path+"/undo", "_form", "undo").Status, "it is too late")
}

func TestALetterByHandCanBeTakenBack(t *testing.T) {
	d := newLetterDesk(t)
	path := d.asked("contact")
	d.undo(120)
	page := d.Get(path)
	require.Equal(t, 303, d.form(page, path+"/follow-up", "_form", "followup", "text", "You asked which files: those of 7 March.").Status)
	page = d.Get(path)
	require.Contains(t, page.Body, "A letter by hand, not out yet")
	require.Equal(t, 303, d.form(page, path+"/undo", "_form", "undoletter").Status)
	require.NotContains(t, d.Get(path).Body, "those of 7 March")

	require.Equal(t, 303, d.form(page, path+"/follow-up", "_form", "followup", "text", "Once more: those of 7 March.").Status)
	require.NoError(t, d.Pass(t.Context(), 3*time.Minute))
	page = d.Get(path)
	require.Contains(t, page.Body, "A letter by hand")
	require.Contains(t, page.Body, "Once more: those of 7 March.")
	require.Contains(t, page.Body, "This is about our request")
	require.NotContains(t, page.Body, path+"/undo")
}

func TestAnAnswerFromAPhoneCallIsLogged(t *testing.T) {
	d := newLetterDesk(t)
	path := d.asked("contact", "patch")
	page := d.Get(path)
	refused := d.form(page, path+"/answer", "_form", "log", "channel", "phone", "groundRules", "on the record")
	require.Equal(t, 422, refused.Status, "without any stance")
	logged := d.form(page, path+"/answer", "_form", "log", "channel", "phone", "groundRules", "on background", "speaker", "Ms Ito, spokeswoman",
		"stance-contact", "confirms", "words-contact", "Yes, they wrote to us.", "stance-patch", "no comment")
	require.Equal(t, 303, logged.Status, logged.Text())
	page = d.Get(path)
	for _, part := range []string{"Yes, they wrote to us.", "Ms Ito, spokeswoman", "on background", "confirms", "no comment"} {
		require.Contains(t, page.Body, part)
	}
}

func TestNoWordsOfALoggedAnswerAreLost(t *testing.T) {
	d := newLetterDesk(t)
	path := d.asked("contact", "patch")
	page := d.Get(path)
	form := []string{"_form", "log", "channel", "phone", "groundRules", "on the record"}
	log := func(pairs ...string) webtest.Answer {
		return d.form(page, path+"/answer", slices.Concat(form, pairs)...)
	}
	for name, pairs := range map[string][]string{
		"words for all without a stance": {"words-", "Words without a stance.", "for-", "contact", "stance-patch", "denies"},
		"own words without a stance":     {"words-contact", "Words without a stance.", "stance-patch", "denies"},
		"own words, not ticked":          {"words-contact", "Words without a stance.", "stance-", "confirms", "for-", "patch"},
		"words for all, none ticked":     {"words-", "Words without a stance.", "stance-", "confirms", "stance-patch", "denies"},
	} {
		refused := log(pairs...)
		require.Equal(t, 422, refused.Status, name)
		require.Contains(t, refused.Body, "Words without a stance.", name)
	}
	logged := log("stance-", "confirms", "for-", "contact", "for-", "patch", "words-", "Both are so.", "words-contact", "They wrote on 12 March.")
	require.Equal(t, 303, logged.Status, logged.Text())
	page = d.Get(path)
	require.Contains(t, page.Body, "They wrote on 12 March.")
	require.Contains(t, page.Body, "Both are so.")
}

func TestTheTermsOfAnAnswerAreChosen(t *testing.T) {
	d := newLetterDesk(t)
	path := d.asked("contact")
	_, message := d.wrote(said)
	for page, to := range map[string][]string{
		path:                           {path + "/answer", "_form", "log", "channel", "phone", "stance-contact", "confirms", "words-contact", "Yes."},
		message:                        {message + "/answer", "_form", "answer", "stance-contact", "confirms", "words-contact", "Yes.", "summary-contact", "on"},
		"/cases/vault7/claims/contact": {"/cases/vault7/claims/contact/statements", "_form", "statement", "party", "Google", "stance", "confirms", "statement", "Yes.", "saidAt", "2017-03-12"},
	} {
		shown := d.Get(page)
		require.NotContains(t, betweenMarks(t, shown.Body, `name="groundRules"`, "</select>"), " selected", page)
		refused := d.form(shown, to[0], to[1:]...)
		require.Equal(t, 422, refused.Status, page)
		require.Contains(t, refused.Text(), "hoose on what terms it was said", page)
		require.Equal(t, 303, d.form(shown, to[0], append(to[1:], "groundRules", "on background")...).Status, page)
	}
}

func TestARequestOfARestrictedCaseIsNotThere(t *testing.T) {
	d := newLetterDesk(t)
	d.Person("nils", claim.Editor)
	_, err := writing.OpenCase(t.Context(), d.Fixture.Fixture.Door, d.mara, writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	require.NoError(t, err)
	_, err = writing.AddClaim(t.Context(), d.Fixture.Fixture.Door, d.mara, "secret", writing.ClaimInput{Key: "a", Statement: "A."})
	require.NoError(t, err)
	made, err := requests.Ask(t.Context(), d.Door, d.mara, "secret", requests.AskInput{Party: "google", Claims: []string{"a"}, Questions: "Is it so?", AnswerBy: d.Clock.Now().Add(time.Hour)})
	require.NoError(t, err)
	nils := d.SignIn("nils")
	require.Equal(t, 404, nils.Get("/requests/"+made.ID.String()).Status)
	require.Equal(t, 404, nils.Get("/requests/"+uuid.NewString()).Status)
	require.Equal(t, 404, nils.Get("/requests/x").Status)
	require.Equal(t, 404, nils.Get("/cases/secret/ask").Status)
}

func valuesOf(pairs []string) url.Values {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values
}
