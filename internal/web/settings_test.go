package web_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

func settingsForm(page webtest.Answer, over ...string) []string {
	seen := regexp.MustCompile(`name="seen" value="(\d+)"`).FindStringSubmatch(page.Body)[1]
	fields := map[string]string{
		"seen": seen, "name": "the night desk", "publication": "The Example Post", "phone": "+49 30 5550 0199", "sender": "Night desk",
		"undoSeconds": "45", "idleMinutes": "60", "reviewers": "1", "origins": "2", "reminders": "40, 80", "final": "95",
		"zone": "Europe/Berlin", "holidays": "2026-12-25", "about": "We check.", "correctionsTo": "errors@post.example",
	}
	for i := 0; i < len(over); i += 2 {
		fields[over[i]] = over[i+1]
	}
	var pairs []string
	for name, value := range fields {
		pairs = append(pairs, name, value)
	}
	return pairs
}

func TestTheDeskSetsItsOwnSettings(t *testing.T) {
	d := newLetterDesk(t)
	page := d.Get("/settings")
	require.Equal(t, 200, page.Status)
	require.Contains(t, page.Body, "The desk has set nothing yet")
	require.Equal(t, 303, d.form(page, "/settings", settingsForm(page)...).Status)
	settings, err := d.DeskSettings(t.Context())
	require.NoError(t, err)
	require.Equal(t, claim.DeskSettings{
		Name: "the night desk", Publication: "The Example Post", Phone: "+49 30 5550 0199", Sender: "Night desk", UndoSeconds: 45, IdleMinutes: 60,
		Policy: claim.Policy{claim.Reviewers: 1, claim.Origins: 2}, Plan: claim.Plan{Reminders: []float64{0.4, 0.8}, FinalNotice: 0.95},
		Zone: "Europe/Berlin", Holidays: []string{"2026-12-25"}, About: "We check.", CorrectionsTo: "errors@post.example",
	}, settings)
	preview := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", asking("step", "preview")...)
	require.Contains(t, preview.Body, "the night desk of The Example Post")
	require.Contains(t, preview.Body, "Night desk &lt;desk@desk.example&gt;")
	require.Contains(t, preview.Body, "45 seconds after you send it")

	named := d.Get("/settings")
	unnamed := d.form(named, "/settings", append([]string{"_form", ""}, settingsForm(named, "publication", " ")...)...)
	require.GreaterOrEqual(t, unnamed.Status, 400, "the publication was named before")
	require.Contains(t, unnamed.Body, `id="f-publication-error"`)

	conflict := d.form(page, "/settings", append(settingsForm(page, "name", "the day desk"), "_form", "")...)
	require.Contains(t, []int{409, 303}, conflict.Status)
	stale := d.SignIn("mara").Post("/settings", valuesOf(settingsForm(page, "name", "the day desk")))
	require.Equal(t, 409, stale.Status)
	require.Contains(t, stale.Body, "What stands there now")
	require.Contains(t, stale.Body, `value="the day desk"`)
}

func TestSettingsThatDoNotFitAreRefusedWhereTheyStand(t *testing.T) {
	d := newLetterDesk(t)
	page := d.Get("/settings")
	for field, value := range map[string]string{
		"name": "", "undoSeconds": "4000", "idleMinutes": "two", "zone": "Berlin", "holidays": "2026-02-30", "correctionsTo": "javascript:alert(1)",
		"reminders": "80, 40", "phone": strings.Repeat("1", 61),
	} {
		refused := d.form(page, "/settings", append([]string{"_form", ""}, settingsForm(page, field, value)...)...)
		require.GreaterOrEqual(t, refused.Status, 400, field)
		require.Contains(t, refused.Body, `id="f-`+field+`-error"`, field)
	}
	require.Contains(t, d.Get("/settings").Body, "The desk has set nothing yet")
}

func TestTheWordsOfALetterAreTriedBeforeTheyAreInForce(t *testing.T) {
	d := newLetterDesk(t)
	path := "/settings/letters/request"
	page := d.Get(path)
	require.Equal(t, 200, page.Status)
	require.Contains(t, page.Body, "I am writing for")
	require.Contains(t, page.Body, "{{.AnswerBy}}")
	seen := regexp.MustCompile(`name="seen" value="(\d+)"`).FindStringSubmatch(page.Body)[1]
	words := "Good day,\n\n{{range .Requests}}{{template \"claims\" .}}{{template \"questions\" .}}{{template \"deadline\" .}}{{end}}\n{{template \"close\" .}}"

	d.Header.Set("HX-Request", "true")
	part := d.form(page, path, "step", "preview", "source", words, "seen", seen)
	require.Equal(t, 200, part.Status)
	require.Contains(t, part.Body, "Good day,")
	require.NotContains(t, part.Body, "<html", "the script gets the sample alone")
	d.Header.Del("HX-Request")

	wrong := d.form(page, path, "step", "preview", "source", "Good day,\n{{.Recipient}}", "seen", seen)
	require.Contains(t, wrong.Text(), "line 2")
	require.Contains(t, wrong.Body, "{{.Recipient}}", "what was typed stays")
	refused := d.form(page, path, "_form", "", "step", "save", "source", "Good day,\n{{.Recipient}}", "seen", seen)
	require.Equal(t, 422, refused.Status)
	require.Contains(t, refused.Body, `id="f-source-error"`)

	require.Equal(t, 303, d.form(page, path, "_form", "", "step", "save", "source", words, "seen", seen).Status)
	preview := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", asking("step", "preview")...)
	require.Contains(t, preview.Body, "Good day,")
	page = d.Get(path)
	require.Contains(t, page.Body, "The desk has words of its own.")
	seen = regexp.MustCompile(`name="seen" value="(\d+)"`).FindStringSubmatch(page.Body)[1]
	require.Equal(t, 303, d.form(page, path, "_form", "", "step", "reset", "seen", seen).Status)
	require.Contains(t, d.Get(path).Body, "These are the built-in words.")
	require.Equal(t, 404, d.Get("/settings/letters/love").Status)
}

func TestOnlyAnAdminChangesSettings(t *testing.T) {
	d := newLetterDesk(t)
	d.Person("nils", claim.Editor)
	nils := d.SignIn("nils")
	require.Equal(t, 200, nils.Get("/settings").Status)
	require.NotContains(t, nils.Get("/settings").Body, `action="/settings"`)
	require.Equal(t, 200, nils.Get("/settings/letters/request").Status)
	require.Equal(t, 403, nils.Post("/settings", nil).Status)
	require.Equal(t, 403, nils.Post("/settings/letters/request", nil).Status)
}
