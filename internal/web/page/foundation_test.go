package page

import (
	"bytes"
	"html/template"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestABrowserIsSentOnlyToThisDesk(t *testing.T) {
	for path, want := range map[string]string{
		"/cases/vault7?at=1": "/cases/vault7?at=1",
		"":                   "/",
		"https://evil.test/": "/",
		"//evil.test/":       "/",
		`/\evil.test/`:       "/",
		"/cases\r\nX: y":     "/",
		"cases":              "/",
	} {
		assert.Equal(t, want, Local(path), path)
	}
}

func TestAFileFromOutsideIsSavedUnderAHarmlessName(t *testing.T) {
	for name, want := range map[string]string{
		"statement.pdf":             `attachment; filename=statement.pdf`,
		"../../etc/passwd":          `attachment; filename=passwd`,
		`C:\Users\mara\answer.docx`: `attachment; filename=answer.docx`,
		"a\r\nSet-Cookie: x=y":      `attachment; filename="aSet-Cookie: x=y"`,
		"invoice\u202efdp.exe":      `attachment; filename=invoicefdp.exe`,
		"":                          `attachment; filename=file`,
		"Erklärung.pdf":             `attachment; filename*=utf-8''Erkl%C3%A4rung.pdf`,
		strings.Repeat("x", 500):    `attachment; filename=` + strings.Repeat("x", 120),
		"..":                        `attachment; filename=..`,
	} {
		assert.Equal(t, want, disposition(name), name)
	}
}

func at(t *testing.T, values url.Values) *Visit {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	require.NoError(t, r.ParseForm())
	return &Visit{Parts: &Parts{}, R: r, W: httptest.NewRecorder(), Zone: berlin}
}

func TestAnInstantIsReadInTheZoneBesideIt(t *testing.T) {
	for name, c := range map[string]struct{ text, zone, want, problem string }{
		"in the desk's own zone":           {"2026-03-17T18:00", "", "2026-03-17T17:00:00Z", ""},
		"in the zone beside it":            {"2026-03-17T18:00", "Asia/Tokyo", "2026-03-17T09:00:00Z", ""},
		"as RFC 3339, whatever the zone":   {"2026-03-17T18:00:00Z", "Asia/Tokyo", "2026-03-17T18:00:00Z", ""},
		"as a date alone":                  {"2026-03-17", "UTC", "2026-03-17T00:00:00Z", ""},
		"in a zone that does not exist":    {"2026-03-17T18:00", "Mars/Olympus", "", "there is no time zone"},
		"in the zone of the server":        {"2026-03-17T18:00", "Local", "", "there is no time zone"},
		"as something else":                {"next Tuesday", "UTC", "", "is not a date and time"},
		"left empty":                       {"", "UTC", "0001-01-01T00:00:00Z", ""},
		"with a path in place of the zone": {"2026-03-17T18:00", "../../etc/passwd", "", "there is no time zone"},
	} {
		t.Run(name, func(t *testing.T) {
			v := at(t, url.Values{"answer_by": {c.text}, "answer_by_zone": {c.zone}})
			got, err := v.Instant("answer_by")
			if c.problem != "" {
				require.ErrorContains(t, err, c.problem)
				assert.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, got.UTC().Format(time.RFC3339))
		})
	}
}

func TestAnInstantThatNobodyTouchedStaysTheSame(t *testing.T) {
	for _, instant := range []string{
		"2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", // one hour comes twice
		"2026-03-17T18:00:29.5+01:00",
	} {
		was, err := time.Parse(time.RFC3339Nano, instant)
		require.NoError(t, err)
		fields := map[string]string{"embargo_zone": "Europe/Berlin"}
		at(t, nil).Fill(fields, "embargo", &was)
		sent := url.Values{}
		for name, value := range fields {
			sent.Set(name, value)
		}
		got, err := at(t, sent).Instant("embargo")
		require.NoError(t, err)
		assert.Equal(t, was.UTC(), got.UTC())

		sent.Set("embargo", "2026-10-25T04:00")
		got, err = at(t, sent).Instant("embargo")
		require.NoError(t, err)
		assert.Equal(t, "2026-10-25T03:00:00Z", got.UTC().Format(time.RFC3339))

		sent.Set("embargo", fields["embargo"])
		sent.Set("embargo_zone", "UTC")
		got, err = at(t, sent).Instant("embargo")
		require.NoError(t, err)
		assert.Equal(t, fields["embargo"], got.UTC().Format(LocalLayout), "in another zone it is another instant")
	}
}

func TestARefusedFormKeepsWhatWasTyped(t *testing.T) {
	v := at(t, url.Values{"title": {"<script>x</script>"}, KeyField: {"k"}, formName: {"edit"}})
	f := v.refused(claim.Errorf(claim.CodeInvalid, "the title is taken").WithField("title", "choose another"))
	p := &Page{Form: f, Zone: time.UTC}

	title, err := newField(formOf(p, "edit"), "title", "Title", "value", "what stood there")
	require.NoError(t, err)
	assert.Equal(t, "<script>x</script>", title.Value)
	assert.Equal(t, "Choose another.", title.Error)

	box, err := newField(formOf(p, "edit"), "hold", "Hold", "value", "on")
	require.NoError(t, err)
	assert.Empty(t, box.Value, "a box that was not ticked stays so")

	other, err := newField(formOf(p, "other"), "title", "Title", "value", "of the other form")
	require.NoError(t, err)
	assert.Equal(t, "of the other form", other.Value)
	assert.Empty(t, other.Error)
}

func TestAFormKeepsItsKeyOnlyWhereItMayHaveBeenCarriedOut(t *testing.T) {
	for code, keeps := range map[claim.Code]bool{
		claim.CodeUnknownOutcome: true, claim.CodeUnavailable: true,
		claim.CodeInvalid: false, claim.CodeConflict: false, claim.CodeStale: false,
	} {
		f := at(t, url.Values{KeyField: {"k"}}).refused(claim.Errorf(code, "no"))
		assert.Equal(t, keeps, f.Key == "k", code)
	}
}

func TestSecretsAreNotCarriedThroughTheSignIn(t *testing.T) {
	v := at(t, url.Values{"statement": {"It is so."}, "password": {"hunter2"}, "api_token": {"t"}, "totp_code": {"123456"}})
	kept, err := url.ParseQuery(v.carry())
	require.NoError(t, err)
	assert.Equal(t, url.Values{"statement": {"It is so."}}, kept)
}

func TestTimesAreSaidRelativelyAndAbsolutely(t *testing.T) {
	now := time.Date(2026, 3, 17, 18, 0, 0, 0, time.UTC)
	p := &Page{Now: now, Zone: time.UTC}
	for name, c := range map[string]struct {
		at   time.Time
		want string
	}{
		"now":                    {now, "just now"},
		"an hour ago":            {now.Add(-time.Hour), "1 hour ago"},
		"in two days":            {now.Add(49 * time.Hour), "in 2 days"},
		"in a moment":            {now.Add(10 * time.Second), "in a moment"},
		"while the page is made": {now.Add(time.Second), "just now"},
		"a month ago":            {now.AddDate(0, -3, 0), "3 months ago"},
		"at no time":             {time.Time{}, ""},
	} {
		assert.Equal(t, c.want, relative(now, c.at), name)
	}
	assert.Equal(t, `<time datetime="2026-03-17T17:00:00Z">17 Mar, 17:00 UTC</time> <span class="ago">1 hour ago</span>`,
		string(when(p, now.Add(-time.Hour))))
	assert.Equal(t, `<span class="none">–</span>`, string(when(p, (*time.Time)(nil))))
	assert.Equal(t, "17 Mar 2025, 18:00 UTC", Absolute(p, now.AddDate(-1, 0, 0)), "another year is named")
}

func TestInternalDetailIsNeverShown(t *testing.T) {
	assert.Equal(t, http.StatusInternalServerError, StatusOf(assert.AnError))
	assert.Equal(t, http.StatusForbidden, StatusOf(claim.Errorf(claim.CodeOwnWork, "x")), "as over the API")
	assert.Empty(t, forPages(claim.Errorf(claim.CodeInvalid, "x").WithHint("see: onrecord case list")).Hint)
}

func TestEveryFieldPartShowsWhatItHasToTell(t *testing.T) {
	s := &Site{assets: loadAssets()}
	shared, err := template.New("x").Funcs(s.funcs()).ParseFS(templateFiles, "templates/parts_*.html")
	require.NoError(t, err)
	f := field{ID: "f-x", Name: "x", Label: "What", Hint: "A hint.", Error: "It is wrong.", Value: `"><script>`, Required: true, Options: Options(claim.Tiers)}
	for _, part := range []string{"input", "textarea", "select", "radios", "boxes", "instant", "file", "checkbox"} {
		var out bytes.Buffer
		require.NoError(t, shared.ExecuteTemplate(&out, part, f), part)
		html := out.String()
		assert.Contains(t, html, "What", part)
		assert.Contains(t, html, `id="f-x-error"`, part)
		assert.Contains(t, html, `aria-describedby="f-x-hint f-x-error"`, part)
		assert.NotContains(t, html, `"><script>`, part)
	}
}
