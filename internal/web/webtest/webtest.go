// Package webtest is a desk in a browser for tests: the real pages over the real
// door and a real record, without an engine and without a network. What the
// workflows do is done at once; see package apitest.
package webtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/agenda"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/vault"
	"github.com/onrecord/onrecord/internal/web"
	"github.com/onrecord/onrecord/internal/web/outside"
	"github.com/onrecord/onrecord/internal/web/page"
)

// URL is the address of the desk in tests.
const URL = "https://desk.example.org"

// Fixture is the desk with its pages.
type Fixture struct {
	*apitest.Fixture
	Site     *web.Site
	Accounts *auth.Service
	handler  http.Handler
	logs     *observer.ObservedLogs
	t        testing.TB
}

// Open opens a desk with [apitest.Admin] on it. It fails the test at its end if
// a page met a defect. change may change the settings of its accounts.
func Open(t testing.TB, change ...func(*auth.Settings)) *Fixture {
	t.Helper()
	dir := t.TempDir()
	d, err := apitest.Open(t.Context(), dir)
	require.NoError(t, err)
	t.Cleanup(func() { _ = d.Close() })
	keys, err := vault.Open(dir)
	require.NoError(t, err)
	settings := auth.Settings{Desk: "The Example desk", URL: URL}
	for _, f := range change {
		f(&settings)
	}
	accounts, err := auth.New(d.Record, staff.ForAccounts(d.Door), keys, d.Clock, settings)
	require.NoError(t, err)
	d.UseAccounts(accounts)
	core, logs := observer.New(zapcore.ErrorLevel)
	base, err := url.Parse(URL)
	require.NoError(t, err)
	public, err := outside.New(outside.Parts{
		Porch: d.Porch, Links: noLinks{}, URL: base, Clock: d.Clock, Log: zap.New(core), Version: "test",
		Identity: func(context.Context) (outside.Identity, error) { return outside.Identity{Name: settings.Desk}, nil },
	})
	require.NoError(t, err)
	site, err := web.New(page.Parts{
		Desk: d.Door, Operations: operation.Parts{Door: d.Door, Reads: d.Room, Mail: d.Mail}, Reads: d.Room, Accounts: accounts, Agenda: agenda.New(d.Door, d.Room, d.Record, d.Clock), Preview: public.Preview, Public: "/public", URL: base, Clock: d.Clock, Log: zap.New(core), Version: "test",
		Address: func(r *http.Request) string { return r.RemoteAddr },
		Zone:    func() *time.Location { return time.UTC }, DeskName: func() string { return "The Example desk" },
	})
	require.NoError(t, err)
	handler, err := site.Handler()
	require.NoError(t, err)
	w := &Fixture{Fixture: d, Site: site, Accounts: accounts, handler: handler, logs: logs, t: t}
	t.Cleanup(w.noDefects)
	return w
}

// noLinks leads nowhere: parties have no letters here.
type noLinks struct{}

func (noLinks) Parse(string) (request, contact uuid.UUID, ok bool) { return uuid.Nil, uuid.Nil, false }

func (d *Fixture) noDefects() {
	for _, entry := range d.logs.All() {
		d.t.Errorf("a page met a defect: %s %v", entry.Message, entry.ContextMap())
	}
}

// Defects returns what was logged as an error so far, and forgets it.
func (d *Fixture) Defects() []observer.LoggedEntry { return d.logs.TakeAll() }

// Caller is the person as callers of the door.
func (d *Fixture) Caller(handle string) casework.Caller {
	d.t.Helper()
	who, err := d.Authenticate(d.t.Context(), handle)
	require.NoError(d.t, err)
	return who
}

// Person adds a person to the desk, as its admin.
func (d *Fixture) Person(handle string, roles ...claim.Role) casework.Caller {
	d.t.Helper()
	_, err := staff.AddPerson(d.t.Context(), d.Door, d.Caller(apitest.Admin), staff.PersonInput{Handle: handle, Name: handle, Roles: roles})
	require.NoError(d.t, err)
	return d.Caller(handle)
}

// Browser is a browser that keeps cookies.
type Browser struct {
	desk    *Fixture
	cookies map[string]string
	// Header goes along with every request.
	Header http.Header
}

// Nobody is a browser in which nobody has signed in.
func (d *Fixture) Nobody() *Browser {
	return &Browser{desk: d, cookies: map[string]string{}, Header: http.Header{}}
}

// SignIn is a browser in which a person has signed in.
func (d *Fixture) SignIn(handle string) *Browser {
	d.t.Helper()
	token := uuid.NewString() + uuid.NewString()
	sum := sha256.Sum256([]byte(token))
	now := claim.Instant(d.Clock.Now())
	err := d.Record.PutSession(d.t.Context(), signin.Session{
		ID: uuid.New(), Hash: hex.EncodeToString(sum[:]), Person: d.Caller(handle).ID, Method: people.Password,
		MadeAt: now, SeenAt: now, EndsAt: now.Add(auth.SessionLife),
	})
	require.NoError(d.t, err)
	b := d.Nobody()
	b.cookies[page.SessionCookie] = token
	return b
}

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   string
}

// Get asks for a page.
func (b *Browser) Get(path string) Answer {
	path, _, _ = strings.Cut(path, "#") // the place on a page is no business of the server
	return b.send(httptest.NewRequest(http.MethodGet, URL+path, nil))
}

// Post sends a form. A value that is given as a field's name and nothing else is empty.
func (b *Browser) Post(path string, values url.Values) Answer {
	r := httptest.NewRequest(http.MethodPost, URL+path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

// Do sends any request.
func (b *Browser) Do(method, path, contentType string, body io.Reader) Answer {
	r := httptest.NewRequest(method, URL+path, body)
	r.Header.Set("Content-Type", contentType)
	return b.send(r)
}

// Follow sends a form and goes where its answer leads.
func (b *Browser) Follow(path string, values url.Values) Answer {
	b.desk.t.Helper()
	answer := b.Post(path, values)
	require.Equal(b.desk.t, http.StatusSeeOther, answer.Status, "the form was not taken: %s", answer.Problem())
	return b.Get(answer.Header.Get("Location"))
}

func (b *Browser) send(r *http.Request) Answer {
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for name, values := range b.Header {
		r.Header[name] = values
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.desk.handler.ServeHTTP(w, r.WithContext(b.desk.t.Context()))
	result := w.Result()
	defer result.Body.Close()
	for _, c := range result.Cookies() {
		if c.MaxAge < 0 || c.Value == "" {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	return Answer{result.StatusCode, result.Header, w.Body.String()}
}

var (
	markup  = regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>|<[^>]*>`)
	spaces  = regexp.MustCompile(`\s+`)
	problem = regexp.MustCompile(`(?s)<div class="problem".*?</div>|<p class="error".*?</p>`)
	hidden  = regexp.MustCompile(`name="_key" value="([^"]+)"`)
)

// Text is what a person reads on the page.
func (a Answer) Text() string {
	return strings.TrimSpace(spaces.ReplaceAllString(markup.ReplaceAllString(a.Body, " "), " "))
}

// Problem is what the page says is wrong.
func (a Answer) Problem() string {
	return Answer{Body: strings.Join(problem.FindAllString(a.Body, -1), " ")}.Text()
}

// Key is the hidden key of the page's first form.
func (a Answer) Key() string {
	if found := hidden.FindStringSubmatch(a.Body); found != nil {
		return found[1]
	}
	return ""
}
