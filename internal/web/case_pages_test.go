package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// nasty is what every field gets: markup, and text from right to left.
const nasty = `<script>alert("x")</script> قيل`

// caseDesk is a desk with the case vault7, the claim google, which Google has
// confirmed, and jonas, who can review.
type caseDesk struct {
	*webtest.Fixture
	t    *testing.T
	mara *webtest.Browser
	as   casework.Caller
}

func newCaseDesk(t *testing.T) *caseDesk {
	t.Helper()
	d := &caseDesk{Fixture: webtest.Open(t), t: t}
	d.Person("jonas", claim.Reviewer)
	d.as = d.Caller(apitest.Admin)
	d.mara = d.SignIn(apitest.Admin)
	_, err := writing.OpenCase(t.Context(), d.Fixture.Fixture.Door, d.as, writing.CaseInput{Slug: "vault7", Title: "Vault 7 " + nasty})
	require.NoError(t, err)
	_, err = writing.AddClaim(t.Context(), d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: "google", Statement: "Google was told. " + nasty, Claimant: nasty, Where: "https://example.org/1"})
	require.NoError(t, err)
	_, err = d.AddParty(t.Context(), d.as, casework.PartyInput{Name: "Google", Email: "press@google.example"})
	require.NoError(t, err)
	_, err = requests.Ask(t.Context(), d.Door, d.as, "vault7", requests.AskInput{
		Party: "google", Claims: []string{"google"}, Questions: nasty, AnswerBy: d.Clock.Now().Add(7 * 24 * time.Hour),
	})
	require.NoError(t, err)
	return d
}

func (d *caseDesk) answer(stance claim.Stance) {
	d.t.Helper()
	_, err := answers.Record(d.t.Context(), d.Door, d.as, "vault7", answers.AnswerInput{
		Party: "google", GroundRules: claim.OnTheRecord, Stances: []answers.StanceInput{{Claim: "google", Stance: stance, Statement: nasty}},
	})
	require.NoError(d.t, err)
}

func (d *caseDesk) propose(o claim.Outcome) {
	d.t.Helper()
	_, err := findings.Assess(d.t.Context(), d.Door, d.as, "vault7/google", findings.AssessInput{Outcome: o, ForReaders: "They told us so.", Rationale: "They say so. " + nasty})
	require.NoError(d.t, err)
}

func (d *caseDesk) claim() report.ClaimReport {
	d.t.Helper()
	c, err := d.Claim(d.t.Context(), d.as, "vault7/google", nil)
	require.NoError(d.t, err)
	return c
}

// fine checks a page: its status, that it has one heading of the first rank, and
// that nothing that somebody typed became markup.
func fine(t *testing.T, a webtest.Answer, status int) {
	t.Helper()
	require.Equal(t, status, a.Status, a.Text())
	require.Equal(t, 1, strings.Count(a.Body, "<h1"), a.Body)
	require.NotContains(t, a.Body, "<script>")
	require.NotContains(t, a.Body, "ZgotmplZ")
	for _, id := range duplicates(a.Body) {
		require.Failf(t, "two elements have one id", "%s", id)
	}
}

var ids = regexp.MustCompile(` id="([^"]*)"`)

func duplicates(body string) []string {
	seen, twice := map[string]bool{}, []string{}
	for _, m := range ids.FindAllStringSubmatch(body, -1) {
		if seen[m[1]] {
			twice = append(twice, m[1])
		}
		seen[m[1]] = true
	}
	return twice
}

var hiddenFields = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// hidden are the hidden fields of the form that leads to an address.
func hidden(t *testing.T, a webtest.Answer, action string) url.Values {
	t.Helper()
	_, form, ok := strings.Cut(a.Body, `action="`+action+`"`)
	require.True(t, ok, "there is no form %s", action)
	form, _, _ = strings.Cut(form, "</form>")
	values := url.Values{}
	for _, m := range hiddenFields.FindAllStringSubmatch(form, -1) {
		values.Set(m[1], m[2])
	}
	return values
}

func with(values url.Values, pairs ...string) url.Values {
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values
}

func TestACaseIsOpened(t *testing.T) {
	d := newCaseDesk(t)
	form := d.mara.Get("/cases/new")
	fine(t, form, http.StatusOK)
	values := with(hidden(t, form, "/cases/new"), "title", nasty, "slug", "second", "sensitivity", "restricted", "access", "jonas",
		"reviewers", "1", "origins", "2", "reminders", "25, 50 %", "final", "90", "notice", nasty)
	bad := url.Values{}
	for name, value := range values {
		bad[name] = value
	}
	bad.Set("reminders", "half")
	refused := d.mara.Post("/cases/new", bad)
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, refused.Problem(), "is not a percentage")
	require.Contains(t, refused.Body, `value="`+`&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; قيل"`, "what was typed is kept")
	require.Contains(t, refused.Body, `value="jonas" checked`)

	page := d.mara.Follow("/cases/new", values)
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "The case is open.")
	require.Contains(t, page.Text(), "No claim yet")
	require.Contains(t, page.Text(), "reminders at 25 %, 50 % and a final notice at 90 %")
	require.Contains(t, page.Body, `<h1 dir="auto">`)

	values.Set("slug", "new")
	values.Del("_key")
	require.Contains(t, d.mara.Post("/cases/new", values).Problem(), "taken by a page of the desk")
	fine(t, d.SignIn("jonas").Get("/cases/new"), http.StatusForbidden)
}

func TestTheCasePage(t *testing.T) {
	d := newCaseDesk(t)
	d.answer(claim.Confirms)
	page := d.mara.Get("/cases/vault7")
	fine(t, page, http.StatusOK)
	text := page.Text()
	for _, want := range []string{"Google has confirmed", "everybody on the desk", "assessing 1", "Google was told.", "asked", "answered", "Earlier entry", "opened the case", "Add a claim"} {
		require.Contains(t, text, want)
	}
	require.Contains(t, page.Body, `<th scope="row"`)
	require.Contains(t, page.Body, `data-stops="[[`)
	require.Contains(t, page.Body, `href="/requests/`)

	reader := d.SignIn("jonas").Get("/cases/vault7")
	fine(t, reader, http.StatusOK)
	require.NotContains(t, reader.Text(), "Add a claim")
	fine(t, d.mara.Get("/cases/none"), http.StatusNotFound)
}

func TestTheCasePageAsItStood(t *testing.T) {
	d := newCaseDesk(t)
	require.NoError(t, d.Pass(t.Context(), 10*time.Minute))
	before := d.Clock.Now().UTC()
	require.NoError(t, d.Pass(t.Context(), 10*time.Minute))
	d.answer(claim.Confirms)
	then := d.mara.Get("/cases/vault7?at=" + url.QueryEscape(before.Format("2006-01-02T15:04:05")) + "&zone=UTC")
	fine(t, then, http.StatusOK)
	require.Contains(t, then.Text(), "This is how it stood at")
	require.Contains(t, then.Text(), "Google has not confirmed.")
	require.NotContains(t, then.Text(), "Add a claim")
	require.Contains(t, then.Text(), "Later entry")
	link := regexp.MustCompile(`href="([^"]*)" rel="next"`).FindStringSubmatch(then.Body)
	require.NotNil(t, link)
	fine(t, d.mara.Get(strings.ReplaceAll(link[1], "&amp;", "&")), http.StatusOK)
	claimThen := d.mara.Get("/cases/vault7/claims/google?at=" + url.QueryEscape(before.Format(time.RFC3339Nano)))
	fine(t, claimThen, http.StatusOK)
	require.NotContains(t, claimThen.Text(), "Put on hold")

	fine(t, d.mara.Get("/cases/vault7?at=yesterday"), http.StatusUnprocessableEntity)
	for _, path := range []string{"/cases/vault7", "/cases/vault7/claims/google"} { // that nothing was on record is an answer
		before := d.mara.Get(path + "?at=2001-01-01T00:00")
		fine(t, before, http.StatusOK)
		require.Contains(t, before.Text(), "was on record")
		require.NotContains(t, before.Text(), "WikiLeaks contacted Google")
	}
	fine(t, d.mara.Get("/cases/vault7?at=2100-01-01T00:00"), http.StatusUnprocessableEntity)
	fine(t, d.mara.Get("/cases/vault7?at=2017-01-01T00:00&zone=Atlantis"), http.StatusUnprocessableEntity)
}

func TestACaseIsChanged(t *testing.T) {
	d := newCaseDesk(t)
	edit := d.mara.Get("/cases/vault7/edit")
	fine(t, edit, http.StatusOK)
	fields := []string{"title", "Hers " + nasty, "reviewers", "1", "origins", "1", "reminders", "50", "final", "", "about", "google", "notice", ""}
	hers := with(hidden(t, edit, "/cases/vault7/edit"), fields...)
	his := with(hidden(t, d.mara.Get("/cases/vault7/edit"), "/cases/vault7/edit"), fields...)
	his.Set("title", "His title")
	fine(t, d.mara.Follow("/cases/vault7/edit", his), http.StatusOK)

	conflict := d.mara.Post("/cases/vault7/edit", hers)
	fine(t, conflict, http.StatusConflict)
	require.Contains(t, conflict.Text(), "What the case says now")
	require.Contains(t, conflict.Text(), "His title")
	require.Contains(t, conflict.Body, `value="Hers &lt;script&gt;`)
	merged := with(hidden(t, conflict, "/cases/vault7/edit"), fields...)
	merged.Set("title", "Both")
	require.Contains(t, d.mara.Follow("/cases/vault7/edit", merged).Text(), "Both")

	for field, value := range map[string]string{"about": "none", "reviewers": "0", "title": "", "embargo": "soon"} {
		wrong := with(hidden(t, d.mara.Get("/cases/vault7/edit"), "/cases/vault7/edit"), fields...)
		wrong.Set(field, value)
		answer := d.mara.Post("/cases/vault7/edit", wrong)
		fine(t, answer, http.StatusUnprocessableEntity)
		require.Contains(t, answer.Body, `id="f-`+field+`-error"`, field)
	}
	tooMany := with(hidden(t, d.mara.Get("/cases/vault7/edit"), "/cases/vault7/edit"), fields...)
	tooMany.Set("reviewers", "9")
	fine(t, d.mara.Post("/cases/vault7/edit", tooMany), http.StatusConflict)
}

func TestAccessToACaseIsChanged(t *testing.T) {
	d := newCaseDesk(t)
	d.Person("ivo", claim.Reporter)
	page := d.mara.Get("/cases/vault7/access")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "everybody on the desk: 3 people")
	values := with(hidden(t, page, "/cases/vault7/access"), "owner", "mara", "sensitivity", "restricted")
	fine(t, d.mara.Post("/cases/vault7/access", values), http.StatusConflict)
	values = with(hidden(t, page, "/cases/vault7/access"), "owner", "mara", "sensitivity", "restricted", "access", "jonas")
	page = d.mara.Follow("/cases/vault7/access", values)
	require.Contains(t, page.Text(), "Who may see the case was changed.")
	require.Contains(t, page.Text(), "restricted the owner, jonas")
	ivo := d.SignIn("ivo")
	for _, path := range []string{"", "/claims/google", "/claims/google/review", "/access", "/timeline", "/report.md", "/new-claim"} {
		fine(t, ivo.Get("/cases/vault7"+path), http.StatusNotFound)
	}
	jonas := d.SignIn("jonas").Get("/cases/vault7/access")
	fine(t, jonas, http.StatusOK)
	require.NotContains(t, jonas.Body, `name="owner"`)
}

func TestAClaimIsAdded(t *testing.T) {
	d := newCaseDesk(t)
	form := d.mara.Get("/cases/vault7/new-claim")
	fine(t, form, http.StatusOK)
	values := with(hidden(t, form, "/cases/vault7/new-claim"), "statement", nasty, "claimant", nasty, "where", "javascript:alert(1)",
		"madeAt", "2017-03-09T17:00", "madeAt_zone", "Atlantis", "subjects", "Google, Alphabet", "language", "en", "tier", "routine", "key", "second")
	refused := d.mara.Post("/cases/vault7/new-claim", values)
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, refused.Problem(), "There is no time zone")
	require.Contains(t, refused.Body, `value="2017-03-09T17:00"`)
	values.Set("madeAt_zone", "Europe/Riga")
	page := d.mara.Follow("/cases/vault7/new-claim", values)
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "15:00 UTC on 9 March 2017")
	require.NotContains(t, page.Body, `href="javascript:`)
	require.Contains(t, page.Text(), "Google, Alphabet")
	require.Equal(t, http.StatusSeeOther, d.mara.Post("/cases/vault7/new-claim", values).Status, "sent twice")
	r, err := d.Report(t.Context(), d.as, "vault7", nil)
	require.NoError(t, err)
	require.Len(t, r.Claims, 2)
}

func TestTheDayOfAClaimStaysThatDay(t *testing.T) {
	d := newCaseDesk(t)
	form := d.mara.Get("/cases/vault7/new-claim")
	d.mara.Follow("/cases/vault7/new-claim", with(hidden(t, form, "/cases/vault7/new-claim"),
		"statement", "It rained.", "madeAt", "2026-11-05", "madeAt_zone", "America/New_York", "tier", "routine", "key", "rain"))
	page := d.mara.Get("/cases/vault7/claims/rain")
	require.Contains(t, page.Body, "<dt>When it was made</dt><dd>5 November 2026</dd>")
	edit := d.mara.Get("/cases/vault7/claims/rain/edit")
	require.Contains(t, edit.Body, `type="date" value="2026-11-05"`)
	for values, want := range map[string]string{"": `type="time" value=""`, "18:00": `type="time" value="23:00"`} {
		d.mara.Follow("/cases/vault7/claims/rain/edit", with(hidden(t, edit, "/cases/vault7/claims/rain/edit"),
			"statement", "It rained a lot. "+values, "madeAt", "2026-11-05", "madeAt_time", values, "madeAt_zone", "America/New_York", "tier", "routine"))
		edit = d.mara.Get("/cases/vault7/claims/rain/edit")
		require.Contains(t, edit.Body, want, "shown in the desk's zone")
	}
}

// upload sends a form with files; a file's name is that of its field.
func upload(b *webtest.Browser, path string, values url.Values, files map[string]string) webtest.Answer {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, list := range values {
		for _, value := range list {
			_ = w.WriteField(name, value)
		}
	}
	for name, data := range files {
		h := textproto.MIMEHeader{}
		h.Set("Content-Disposition", fmt.Sprintf(`form-data; name=%q; filename="memo.html"`, name))
		h.Set("Content-Type", "text/html")
		part, _ := w.CreatePart(h)
		_, _ = part.Write([]byte(data))
	}
	_ = w.Close()
	return b.Do(http.MethodPost, path, w.FormDataContentType(), &body)
}

func TestManyClaimsAreAdded(t *testing.T) {
	d := newCaseDesk(t)
	form := d.mara.Get("/cases/vault7/new-claims")
	fine(t, form, http.StatusOK)
	values := hidden(t, form, "/cases/vault7/new-claims")
	values.Set("tier", "routine")
	refused := upload(d.mara, "/cases/vault7/new-claims", values, nil)
	fine(t, refused, http.StatusUnprocessableEntity)
	values.Set("text", nasty+"\n"+nasty+"\nApple was told.")
	answer := upload(d.mara, "/cases/vault7/new-claims", values, nil)
	require.Equal(t, http.StatusSeeOther, answer.Status, answer.Problem())
	var page webtest.Answer
	require.Eventually(t, func() bool {
		page = d.mara.Get(answer.Header.Get("Location"))
		return strings.Contains(page.Text(), "2 claims were added")
	}, time.Minute, 10*time.Millisecond)
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "Line 1 says the same.")

	values = with(hidden(t, d.mara.Get("/cases/vault7/new-claims"), "/cases/vault7/new-claims"), "tier", "routine")
	answer = upload(d.mara, "/cases/vault7/new-claims", values, map[string]string{"list": "statement,claimant\nMozilla was told.,WikiLeaks\n"})
	require.Equal(t, http.StatusSeeOther, answer.Status, answer.Problem())

	huge := upload(d.mara, "/cases/vault7/new-claims", with(url.Values{}, "text", strings.Repeat("x", 50<<20)), nil)
	fine(t, huge, http.StatusRequestEntityTooLarge)
	long := upload(d.mara, "/cases/vault7/new-claims", with(url.Values{}, "tier", "routine", "text", strings.Repeat("a claim\n", 2001)), nil)
	fine(t, long, http.StatusRequestEntityTooLarge)
	require.Contains(t, long.Body, "a claim\na claim", "what was pasted is kept")
}

func TestAListUnderWayShowsHowFarItIs(t *testing.T) {
	d := newCaseDesk(t)
	theCase, err := d.Record.Resolve(t.Context(), claim.StreamCase, uuid.Nil, "vault7")
	require.NoError(t, err)
	refs, err := d.Record.Put(t.Context(), claim.Content{Key: "lines", Media: "application/json", Data: []byte("[]")})
	require.NoError(t, err)
	sheet := lists.Sheet{
		ID: uuid.New(), Case: theCase, Person: d.as.ID, Text: refs[0], Total: 3, Next: 1, Result: []byte(`{"added":1}`),
		MadeAt: d.Clock.Now(), Lease: d.Clock.Now().Add(time.Hour),
	}
	require.NoError(t, d.Record.AddSheet(t.Context(), sheet))
	page := d.mara.Get("/cases/vault7/sheets/" + sheet.ID.String())
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "1 of 3")
	require.Contains(t, page.Text(), "Adding claims")
	require.NotEmpty(t, page.Header.Get("Refresh"), "it goes on without a script")
}

func TestReportsAreSaved(t *testing.T) {
	d := newCaseDesk(t)
	md := d.mara.Get("/cases/vault7/report.md")
	require.Equal(t, http.StatusOK, md.Status)
	require.Contains(t, md.Header.Get("Content-Disposition"), "attachment; filename=vault7-")
	require.Contains(t, md.Body, "# Vault 7")
	require.Contains(t, d.mara.Get("/cases/vault7/report.json").Body, `"slug": "vault7"`)
}

func TestTheTimelinePage(t *testing.T) {
	d := newCaseDesk(t)
	page := d.mara.Get("/cases/vault7/timeline?claim=google")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "asked Google about google")
	fine(t, d.mara.Get("/cases/vault7/timeline"), http.StatusOK)
	fine(t, d.mara.Get("/cases/vault7/timeline?claim=none"), http.StatusNotFound)
}

// TestAFormThatWasCarriedOutIsSentWithOtherWords: as after going back to it.
func TestAFormThatWasCarriedOutIsSentWithOtherWords(t *testing.T) {
	d := newCaseDesk(t)
	values := with(hidden(t, d.mara.Get("/cases/vault7/new-claim"), "/cases/vault7/new-claim"), "statement", "One.", "tier", "routine")
	fine(t, d.mara.Follow("/cases/vault7/new-claim", values), http.StatusOK)
	values.Set("statement", "Another.")
	refused := d.mara.Post("/cases/vault7/new-claim", values)
	fine(t, refused, http.StatusConflict)
	require.Contains(t, refused.Problem(), "This form was sent before with other words")
	again := with(hidden(t, refused, "/cases/vault7/new-claim"), "statement", "Another.", "tier", "routine")
	fine(t, d.mara.Follow("/cases/vault7/new-claim", again), http.StatusOK)
}
