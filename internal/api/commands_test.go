package api_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/operation"
)

// put replaces something.
func (w *world) put(path, body string) {
	w.t.Helper()
	out := w.send("PUT", api.Base+path, body)
	require.Equal(w.t, http.StatusOK, out.Code, out.Body.String())
}

// refused sends a command that is refused with a code.
func (w *world) refused(code claim.Code, method, path, body string, headers ...string) {
	w.t.Helper()
	out := w.send(method, api.Base+path, body, headers...)
	require.Equal(w.t, code, out.problem.Code, "%s %s: %s", method, path, out.Body)
	require.NotEmpty(w.t, out.problem.Detail)
}

func TestARevisionNamesTheVersionThatWasSeen(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	w.put("/cases/vault7/claims/google", `{"seen":1,"statement":"WikiLeaks wrote to Google.","subjects":["Google"]}`)
	w.refused(claim.CodeConflict, "PUT", "/cases/vault7/claims/google", `{"seen":1,"statement":"WikiLeaks met Google."}`)
	w.put("/cases/vault7", `{"seen":1,"title":"Vault 7","policy":{"reviewers":1,"origins":2},"plan":{},"publishAt":"2037-03-17T18:00:00Z"}`)
	w.refused(claim.CodeConflict, "PUT", "/cases/vault7", `{"seen":1,"title":"x","policy":{"reviewers":1,"origins":1},"plan":{}}`)
	w.refused(claim.CodeForbidden, "PUT", "/cases/vault7", `{"seen":2,"title":"x","policy":{"reviewers":1,"origins":1},"plan":{}}`, "Onrecord-As: jonas")
	w.put("/parties/google", `{"version":1,"name":"Google LLC","zone":"UTC","hours":{"holidays":["2037-12-25"]}}`)
	w.refused(claim.CodeConflict, "PUT", "/parties/google", `{"version":1,"name":"Alphabet"}`)

	r := w.report()
	require.Equal(t, 2, r.Policy[claim.Origins])
	require.NotNil(t, r.PublishAt)
	require.Equal(t, "WikiLeaks wrote to Google.", r.Claims[0].Statement)
	var party desk.PartyView
	w.get("/parties/google", &party)
	require.Equal(t, "Google LLC", party.Name)
	require.Equal(t, int64(2), party.Version)
}

func TestWhoMaySeeACaseIsChanged(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	w.post("/people", `{"handle":"omar","roles":["reporter"]}`)
	w.put("/cases/vault7/access", `{"seen":1,"sensitivity":"restricted","access":["jonas"]}`)
	var a desk.Access
	w.get("/cases/vault7/access", &a)
	require.Equal(t, claim.Restricted, a.Sensitivity)
	require.Equal(t, "jonas", a.Named[0].Handle)
	require.Equal(t, "mara", a.Owner.Handle)
	w.refused(claim.CodeNotFound, "GET", "/cases/vault7/access", "", "Onrecord-As: omar")
	w.refused(claim.CodePolicy, "PUT", "/cases/vault7/access", `{"seen":2,"sensitivity":"restricted"}`)
	w.refused(claim.CodeInvalid, "PUT", "/cases/vault7/access", `{"seen":2,"sensitivity":"restricted","access":["bo"]}`)
}

func TestEvidenceIsAddedFetchedAndWithdrawn(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	const at, key = "/cases/vault7/claims/google/evidence", "Idempotency-Key: 0191d0a0-5a5a-7000-8000-000000000002"
	large := strings.Repeat("x", 2<<20)
	body := fmt.Sprintf(`{"kind":"file","bearing":"supports","title":"Letter","file":{"name":"letter.txt","media":"text/plain","data":%q}}`,
		base64.StdEncoding.EncodeToString([]byte(large)))
	w.post(at, body, key)
	w.post(at, body, key)
	var listed struct{ Items []report.EvidenceReport }
	w.get(at, &listed)
	require.Len(t, listed.Items, 1, "the same key acts once")
	var file operation.UploadedFile
	w.get(at+"/"+listed.Items[0].ID.String()+"/file", &file)
	require.Equal(t, large, string(file.Data))
	require.Equal(t, "letter.txt", file.Name)
	w.post(at+"/"+listed.Items[0].ID.String()+"/withdraw", `{"reason":"It is forged."}`)
	w.get(at, &listed)
	require.Equal(t, "It is forged.", listed.Items[0].Withdrawn.Reason)

	w.refused(claim.CodeInvalid, "POST", at, `{"kind":"note","bearing":"supports","title":"Call"}`)
	w.refused(claim.CodeForbidden, "POST", at, `{"kind":"note","bearing":"neutral","title":"Call","text":"x"}`, "Onrecord-As: jonas")
	out := w.send("POST", api.Base+at, `{"kind":"note","title":"`+strings.Repeat("x", 45<<20)+`"}`)
	require.Equal(t, claim.CodeTooLarge, out.problem.Code)
	require.Equal(t, "the request is larger than 43 MiB", out.problem.Detail)
}

func TestARequestIsShownTakenBackPausedAndFollowedUp(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	settings := w.settings()
	settings.Publication, settings.UndoSeconds = "The Example Post", 60
	w.put("/settings", asJSON(t, settings))
	ask := `{"party":"google","claims":["google"],"questions":"Is it so?","answerBy":"` + time.Now().Add(96*time.Hour).Format(time.RFC3339) + `"}`
	var letter requests.LetterView
	decode(t, w.send("POST", api.Base+"/cases/vault7/requests/preview", ask), &letter)
	require.Contains(t, letter.Text, "Is it so?")
	require.Empty(t, w.report().Requests, "a preview asks nothing")

	w.post("/cases/vault7/requests", ask)
	first := "/requests/" + w.report().Requests[0].ID.String()
	w.post(first+"/undo", "")
	w.post("/cases/vault7/requests", ask)
	second := "/requests/" + w.report().Requests[1].ID.String()
	require.NoError(t, w.desk.Pass(t.Context(), 2*time.Minute))
	w.refused(claim.CodeWrongStage, "POST", second+"/undo", "")

	w.post(second+"/pause", `{"reason":"They are moving."}`)
	var shown report.RequestReport
	w.get(second, &shown)
	require.NotNil(t, shown.PausedAt)
	w.post(second+"/resume", "")
	w.refused(claim.CodeInvalid, "POST", second+"/pause", `{}`)
	w.post(second+"/follow-ups", `{"text":"And in which year?"}`)
	require.NoError(t, w.desk.Pass(t.Context(), 2*time.Minute))
	shown = report.RequestReport{}
	w.get(second, &shown)
	require.Nil(t, shown.PausedAt)
	require.Equal(t, claim.FollowUpLetter, shown.Letters[len(shown.Letters)-1].Kind)
}

// settings are the desk's settings, ready to be sent back.
func (w *world) settings() operation.SettingsInput {
	w.t.Helper()
	var v house.DeskView
	w.get("/settings", &v)
	return operation.SettingsInput{DeskSettings: v.DeskSettings, Version: v.Version}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return string(data)
}

func TestSettingsAndTemplatesAreRevised(t *testing.T) {
	w := newWorld(t)
	in := w.settings()
	in.Publication, in.Zone = "The Example Post", "Europe/Riga"
	w.put("/settings", asJSON(t, in))
	w.refused(claim.CodeConflict, "PUT", "/settings", asJSON(t, in))
	in.Version = 1
	in.Zone = "Mars/Olympus"
	w.refused(claim.CodeInvalid, "PUT", "/settings", asJSON(t, in))

	var there house.TemplateView
	w.get("/settings/templates/final%20notice", &there)
	require.True(t, there.BuiltIn)
	require.NotEmpty(t, there.Fields)
	own := asJSON(t, operation.TemplateInput{Source: there.Source + " ", Version: 1})
	w.put("/settings/templates/final%20notice", own)
	w.refused(claim.CodeConflict, "PUT", "/settings/templates/final%20notice", own)
	w.refused(claim.CodeInvalid, "PUT", "/settings/templates/reminder", `{"source":"{{.Nonsense}}","version":2}`)
	w.refused(claim.CodeNotFound, "GET", "/settings/templates/letter", "")
	var sample mailtext.LetterText
	decode(t, w.send("POST", api.Base+"/settings/templates/final%20notice/preview", asJSON(t, operation.SampleInput{Source: there.Source})), &sample)
	require.NotEmpty(t, sample.Subject)
	w.put("/settings/templates/final%20notice", `{"source":"","version":2}`)
}

func TestAContactPointIsAddedChosenAndRetired(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	const at = "/parties/google/contacts"
	w.post(at, `{"address":"news@google.example"}`)
	var listed struct{ Items []desk.ContactView }
	w.get(at, &listed)
	require.Len(t, listed.Items, 2)
	old, next := at+"/"+listed.Items[0].ID.String(), at+"/"+listed.Items[1].ID.String()
	w.post(next+"/verify", `{"how":"call-back","note":"Spoke to them."}`)
	w.refused(claim.CodeConflict, "POST", old+"/retire", "")
	w.post(next+"/choose", "")
	w.post(old+"/retire", "")
	w.get(at, &listed)
	require.False(t, listed.Items[1].RetiredAt.IsZero(), "in the order in which letters go to them")
	require.True(t, listed.Items[0].Letters)
	require.Equal(t, people.VerifiedBy("call-back"), listed.Items[0].VerifiedBy)
	w.refused(claim.CodeInvalid, "POST", at, `{"address":"nonsense"}`)
	w.refused(claim.CodeForbidden, "POST", at, `{"address":"x@google.example"}`, "Onrecord-As: jonas")
}

func TestWhatWaitsIsListedAndDealtWith(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	w.post("/people", `{"handle":"omar","roles":["reporter"]}`)
	w.post("/cases/vault7/requests", `{"party":"google","claims":["google"],"questions":"?","answerBy":"`+time.Now().Add(96*time.Hour).Format(time.RFC3339)+`"}`)
	_, err := w.desk.Receive(t.Context(), "vault7", "google", "We will see.")
	require.NoError(t, err)
	var page desk.TurnPage
	w.get("/turns?kind=read", &page)
	require.Len(t, page.Items, 1)
	items := fmt.Sprintf(`"items":[%q]`, page.Items[0].Item)
	for _, act := range []string{
		"/turns/accept {" + items + "}", `/turns/assign {"person":"omar",` + items + "}",
		`/turns/snooze {"until":"` + time.Now().Add(time.Hour).Format(time.RFC3339) + `",` + items + "}", "/turns/snooze {" + items + "}",
	} {
		path, body, _ := strings.Cut(act, " ")
		out := w.send("POST", api.Base+path, body)
		require.JSONEq(t, `{"done":1}`, out.Body.String(), path)
	}
	w.refused(claim.CodeForbidden, "POST", "/turns/assign", `{"person":"jonas",`+items+"}")
	w.refused(claim.CodeNotFound, "POST", "/turns/accept", `{"items":["nonsense"]}`)
	w.refused(claim.CodeInvalid, "POST", "/turns/accept", `{"items":[]}`)
	w.post("/turns/read", "{"+items+"}")
	require.JSONEq(t, `{"done":0}`, w.send("POST", api.Base+"/turns/accept", "{"+items+"}").Body.String())
}

func TestWhatThereIsIsFoundPageByPage(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	w.post("/cases/vault7/sheets", `{"text":"WikiLeaks contacted Apple.\nWikiLeaks contacted Mozilla."}`)
	var found desk.FoundPage
	seen := map[string]bool{}
	for after := ""; ; after = found.Next {
		found = desk.FoundPage{}
		w.get("/search?q=contacted&kind=claim&limit=1&after="+after, &found)
		for _, f := range found.Found {
			seen[f.Title] = true
		}
		if found.Next == "" {
			break
		}
	}
	require.Len(t, seen, 3)
	w.refused(claim.CodeNotFound, "GET", "/search?q=x&case=vault8", "")
	w.refused(claim.CodeInvalid, "GET", "/search?q=x&limit=1000", "")

	var happened timeline.ActivityPage
	w.get("/activity?case=vault7&group=claims&limit=2", &happened)
	require.Len(t, happened.Items, 2)
	require.Equal(t, "vault7", happened.Items[0].Case)
	require.NotZero(t, happened.Next)
	w.refused(claim.CodeInvalid, "GET", "/activity?group=nonsense", "")
}

func TestAReviewerSeesWhatIsNewAndWhatIsDifferent(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	w.post("/cases/vault7/claims/google/assess", `{"outcome":"unverifiable","why":"cannot be known","rationale":"Nobody can know."}`)
	subject := w.report().Claims[0].Subject
	w.post("/cases/vault7/claims/google/seen", `{"version":2}`)
	w.put("/cases/vault7/claims/google", `{"seen":3,"statement":"WikiLeaks wrote to Google."}`)
	var r reading.Review
	w.get("/cases/vault7/claims/google/review", &r)
	require.Equal(t, int64(2), r.Since)
	require.NotEmpty(t, r.News)
	var d reading.SubjectDiff
	w.get("/cases/vault7/claims/google/difference?subject="+subject, &d)
	require.True(t, d.Known)
	require.Contains(t, d.Changes, reading.Difference{Field: "Statement", Before: "WikiLeaks contacted Google.", After: "WikiLeaks wrote to Google."})
}
