package desktest_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// formsOf finds every form that changes something on the pages of the desk, as
// somebody with a role for everything sees them.
func (w *world) formsOf(s story) []form {
	w.t.Helper()
	found := map[string]form{}
	browser := w.SignIn(w.mara.Handle)
	for _, r := range w.Site.Routes() {
		if r.Method != http.MethodGet || r.Path == "/events" {
			continue
		}
		path := w.fill(r.Path, s)
		answer := browser.Get(path)
		if !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
			continue
		}
		forms, err := formsOn(path, answer.Body)
		require.NoError(w.t, err, path)
		for _, f := range forms {
			if f.method == http.MethodPost && f.action != "/signout" {
				found[f.identity()] = f
			}
		}
	}
	forms := make([]form, 0, len(found))
	for _, name := range slices.Sorted(keysOf(found)) {
		forms = append(forms, found[name])
	}
	return forms
}

func keysOf[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// identity tells forms apart: where they go, and which of a page they are.
func (f form) identity() string {
	name := ""
	for _, in := range f.fields {
		if in.name == "_form" {
			name = in.value
		}
	}
	return f.action + " " + name
}

// plausible fills a form as somebody would who means it.
func (f form) plausible(now time.Time, mark string) url.Values {
	values := f.filled()
	for _, in := range f.fields {
		switch {
		case strings.HasSuffix(in.name, "_zone"):
			values.Set(in.name, "Europe/Berlin")
		case in.kind == "datetime-local":
			values.Set(in.name, now.Add(72*time.Hour).UTC().Format("2006-01-02T15:04"))
		case in.kind == "date":
			values.Set(in.name, now.Add(72*time.Hour).UTC().Format("2006-01-02"))
		case in.kind == "email":
			values.Set(in.name, "press@"+mark+".example")
		case in.kind == "number" && in.value == "":
			values.Set(in.name, "1")
		case in.typed() && in.value == "" && (in.required || in.kind == "textarea"):
			values.Set(in.name, "Words of "+mark+" that somebody has thought about for a while.")
		case in.value == "" && len(in.options) > 0 && (in.required || in.kind == "radio"):
			values.Set(in.name, lastOf(in.options))
		}
	}
	return values
}

func lastOf(options []string) string {
	for _, o := range slices.Backward(options) {
		if o != "" {
			return o
		}
	}
	return ""
}

// send sends a form as its kind wants it.
func send(b *webtest.Browser, f form, values url.Values) webtest.Answer {
	if f.method == http.MethodGet {
		return b.Get(f.action + "?" + values.Encode())
	}
	if f.kind != "multipart/form-data" {
		return b.Post(f.action, values)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, list := range values {
		for _, v := range list {
			_ = w.WriteField(name, v) // a buffer
		}
	}
	for _, in := range f.fields {
		if in.kind == "file" {
			part, _ := w.CreateFormFile(in.name, "../<script>\u202efdp.exe")
			_, _ = io.WriteString(part, "what the file holds")
		}
	}
	_ = w.Close()
	return b.Do(http.MethodPost, f.action, w.FormDataContentType(), &body)
}

// internal are words that nobody outside the program understands.
var internal = regexp.MustCompile(`(?i)\bpanic|\bgoroutine|runtime error|nil pointer|\bsql:|\bsqlite\b|\bno rows\b|constraint failed|\bpgx\b|\btemporal|rpc error|\bcontext (deadline|canceled)|\*claim\.|\bunmarshal|\bstrconv\.|invalid syntax|\.go:\d+|template:|<nil>|%!`)

// sane makes sure of what holds for every answer, whatever was sent.
func (w *world) sane(where string, answer webtest.Answer) {
	w.t.Helper()
	if answer.Status >= 500 {
		w.t.Errorf("%s: status %d: %s", where, answer.Status, answer.Problem())
	}
	if !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		return
	}
	for _, raw := range []string{`<script>alert`, `"><img src=x`, `' onmouseover=`} {
		if strings.Contains(answer.Body, raw) {
			w.t.Errorf("%s: what was typed becomes part of the page: %s", where, raw)
		}
	}
	if word := internal.FindString(answer.Text()); word != "" {
		w.t.Errorf("%s: people are told about %q: %s", where, word, shorten(answer.Text(), 600))
	}
	for _, d := range w.Defects() {
		w.t.Errorf("%s: a defect: %s %v", where, d.Message, d.ContextMap())
	}
}

// keeps makes sure that what was typed into a form that was refused stands on
// the page again.
func (w *world) keeps(where string, f form, sent url.Values, answer webtest.Answer) {
	w.t.Helper()
	shown := onPage(answer.Body)
	for _, in := range f.fields {
		text := sent.Get(in.name)
		if !in.typed() || in.kind == "password" || text == "" || strings.Contains(in.name, "code") || in.name == "username" {
			continue
		}
		if !shown[plain(text)] && !strings.Contains(plain(answer.Text()), plain(text)) {
			w.t.Errorf("%s: what was typed into %s is lost (status %d): %s", where, in.name, answer.Status, answer.Problem())
		}
	}
}

// plain makes texts alike that a form may not tell apart.
func plain(text string) string {
	text = strings.NewReplacer("\x00", "", "\ufffd", "").Replace(strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}

// onPage is everything that the fields of a page hold, carried forms included, and what it quotes.
func onPage(text string) map[string]bool {
	held := map[string]bool{}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return held
	}
	for n := range root.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "input":
			held[plain(attr(n, "value"))] = true
			if carried, err := url.ParseQuery(attr(n, "value")); err == nil && attr(n, "name") == "_carry" {
				for _, list := range carried {
					for _, v := range list {
						held[plain(v)] = true
					}
				}
			}
		case n.Data == "textarea", n.Data == "blockquote":
			held[plain(words(n))] = true
		}
	}
	return held
}

// mischief is something that people, or programs, do to forms.
type mischief struct {
	name string
	// typed changes what is sent; fields it may change are given.
	typed func(f form, values url.Values)
	// sprawls says that no person types so, and nothing has to be kept of it.
	sprawls bool
}

const script = `<script>alert("x")</script>"><img src=x onerror=alert(1)>' onmouseover='alert(2)`

// everywhere writes the same into every field that people type into.
func everywhere(text string) func(form, url.Values) {
	return func(f form, values url.Values) {
		for _, in := range f.fields {
			if in.typed() {
				values.Set(in.name, text)
			}
		}
	}
}

var mischiefs = []mischief{
	{name: "nothing filled in", typed: everywhere("")},
	{name: "far too long", typed: everywhere(strings.Repeat("All that there is to say. ", 9000))},
	{name: "script in every field", typed: everywhere(script)},
	{name: "script in every choice", typed: func(f form, values url.Values) {
		for _, in := range f.fields {
			if !in.typed() && in.name != "_key" {
				values.Set(in.name, script)
			}
		}
	}},
	{name: "emoji and right-to-left text", typed: everywhere("🗞️👩‍💻 مرحبا بالعالم שלום \u202eevil\u202c ﷽ \u0000 \ufeff e\u0301")},
	{name: "bytes that are no text", typed: everywhere("\xff\xfe\xfd")},
	{name: "a zone that does not exist", typed: func(f form, values url.Values) {
		for _, in := range f.fields {
			if strings.Contains(in.name, "zone") {
				values.Set(in.name, "Mars/Olympus_Mons")
			}
		}
	}},
	{name: "a day that does not exist", typed: func(f form, values url.Values) {
		for _, in := range f.fields {
			if in.kind == "datetime-local" || in.kind == "date" || in.kind == "time" {
				values.Set(in.name, "2026-02-31T25:61")
			}
		}
	}},
	{name: "a day long ago", typed: func(f form, values url.Values) {
		for _, in := range f.fields {
			if in.kind == "datetime-local" {
				values.Set(in.name, "0001-01-01T00:00")
			}
		}
	}},
	{name: "every field a hundred times", sprawls: true, typed: func(_ form, values url.Values) {
		for name, list := range values {
			for len(list) > 0 && len(list) < 100 {
				list = append(list, list[0])
			}
			values[name] = list
		}
	}},
	{name: "no key, and a wrong one", typed: func(_ form, values url.Values) { values.Set("_key", "not-a-key") }},
}

func TestNoFormIsUpsetByWhatIsTypedIntoIt(t *testing.T) {
	w := newWorld(t)
	for _, m := range mischiefs {
		forms := w.formsOf(w.story(w.mara, false))
		require.NotEmpty(t, forms)
		for _, f := range forms {
			values := f.plausible(w.Clock.Now(), "mischief")
			m.typed(f, values)
			answer := send(w.SignIn(w.mara.Handle), f, values)
			where := fmt.Sprintf("%s, %s on %s", m.name, f.identity(), f.page)
			w.sane(where, answer)
			if answer.Status == http.StatusUnprocessableEntity && !m.sprawls {
				w.keeps(where, f, values, answer)
			}
		}
	}
}

func TestAFormThatIsSentTwiceActsOnce(t *testing.T) {
	w := newWorld(t)
	taken := 0
	for i, f := range w.formsOf(w.story(w.mara, false)) {
		values := f.plausible(w.Clock.Now(), fmt.Sprintf("twice-%d", i))
		browser := w.SignIn(w.mara.Handle)
		if send(browser, f, values).Status != http.StatusSeeOther {
			continue
		}
		taken++
		before := w.head()
		again := send(browser, f, values)
		w.sane("sent twice: "+f.identity(), again)
		require.Equal(t, before, w.head(), "sent twice, done twice: %s", f.identity())
	}
	require.Greater(t, taken, 5, "hardly any form was taken at all")
}

func TestAnOldFormWithNewWordsIsRefusedAndKeepsThem(t *testing.T) {
	w := newWorld(t)
	for i, f := range w.formsOf(w.story(w.mara, false)) {
		first := f.plausible(w.Clock.Now(), fmt.Sprintf("stale-%d", i))
		if first.Get("_key") == "" || send(w.SignIn(w.mara.Handle), f, first).Status != http.StatusSeeOther {
			continue
		}
		second := f.plausible(w.Clock.Now(), fmt.Sprintf("other-%d", i))
		answer := send(w.SignIn(w.mara.Handle), f, second)
		where := "the same form with other words: " + f.identity()
		w.sane(where, answer)
		if answer.Status >= 400 {
			w.keeps(where, f, second, answer)
		}
	}
}

func TestWhatWasTypedOutlivesTheSession(t *testing.T) {
	w := newWorld(t)
	for _, f := range w.formsOf(w.story(w.mara, false)) {
		if strings.HasPrefix(f.action, "/signin") || f.kind == "multipart/form-data" {
			continue
		}
		values := f.plausible(w.Clock.Now(), "expired")
		before := w.head()
		answer := send(w.Nobody(), f, values)
		where := "after the session: " + f.identity()
		w.sane(where, answer)
		require.Equal(t, http.StatusUnauthorized, answer.Status, where)
		w.keeps(where, f, values, answer)
		require.Equal(t, before, w.head(), where)
	}
}

func TestRightsThatWereTakenMeanwhileCount(t *testing.T) {
	w := newWorld(t)
	for i, f := range w.formsOf(w.story(w.mara, false)) {
		handle := fmt.Sprintf("was-%d", i)
		w.Person(handle, claim.Editor, claim.Reporter, claim.Reviewer, claim.Admin)
		browser := w.SignIn(handle)
		_, err := staff.ChangeRoles(t.Context(), w.Door, w.mara, handle, staff.RolesInput{})
		require.NoError(t, err)
		values := f.plausible(w.Clock.Now(), "revoked")
		before := w.head()
		answer := send(browser, f, values)
		where := "without the right any more: " + f.identity()
		w.sane(where, answer)
		if answer.Status == http.StatusForbidden {
			w.keeps(where, f, values, answer)
			require.Equal(t, before, w.head(), where)
		}
	}
}

// paste is 50 MB of text in a form, made as it is read.
func paste(name string) io.Reader {
	text := strings.Repeat("all of it ", 1000)
	parts := []io.Reader{strings.NewReader(name + "=")}
	for range 50 << 20 / len(text) {
		parts = append(parts, strings.NewReader(text))
	}
	return io.MultiReader(parts...)
}

func TestAPasteOfFiftyMegabytesIsRefused(t *testing.T) {
	w := newWorld(t)
	before := int64(0)
	for _, f := range w.formsOf(w.story(w.mara, false)) {
		field := slices.IndexFunc(f.fields, field.typed)
		if field < 0 || f.kind == "multipart/form-data" {
			continue
		}
		before = w.head()
		answer := w.SignIn(w.mara.Handle).Do(http.MethodPost, f.action, "application/x-www-form-urlencoded", paste(f.fields[field].name))
		where := "50 MB into " + f.identity()
		w.sane(where, answer)
		require.Equal(t, http.StatusRequestEntityTooLarge, answer.Status, where)
		require.Equal(t, before, w.head(), where)
	}
}

// While the engine is down every page reads, and acting says that it is.
func TestPagesReadWhileTheEngineIsDown(t *testing.T) {
	w := newWorld(t)
	s := w.story(w.mara, false)
	forms := w.formsOf(s)
	w.StopEngine()
	for _, r := range w.Site.Routes() {
		if r.Method != http.MethodGet || r.Path == "/events" {
			continue
		}
		answer := w.SignIn(w.mara.Handle).Get(w.fill(r.Path, s))
		if r.Path == "/engine" { // which names its database
			require.Equal(t, http.StatusOK, answer.Status)
			continue
		}
		w.sane("while the engine is down: "+r.Path, answer)
	}
	told := 0
	for i, f := range forms {
		values := f.plausible(w.Clock.Now(), fmt.Sprintf("down-%d", i))
		answer := send(w.SignIn(w.mara.Handle), f, values)
		if answer.Status != http.StatusServiceUnavailable {
			require.Less(t, answer.Status, 500, f.identity())
			continue
		}
		told++
		require.Contains(t, strings.ToLower(answer.Text()), "the engine does not answer", f.identity())
		require.NotRegexp(t, internal, strings.ReplaceAll(answer.Text(), "onrecord", ""), f.identity())
		w.keeps("while the engine is down: "+f.identity(), f, values, answer)
	}
	require.Positive(t, told, "no form needed the engine")
}
