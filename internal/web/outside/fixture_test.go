package outside_test

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"
	"golang.org/x/net/html"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/web/outside"
)

// world is a desk with the case vault7, and what people without an account see of it.
type world struct {
	t        testing.TB
	desk     *apitest.Fixture
	mara     casework.Caller
	jonas    casework.Caller
	identity outside.Identity
	pages    *outside.Site
	handler  http.Handler
	log      *zap.Logger
	logged   *observer.ObservedLogs
	contact  map[string]uuid.UUID // of parties, where letters go
}

// plainLinks are links without a seal: "t" and both identifiers.
type plainLinks struct{}

func (plainLinks) token(l mailtext.PageLink) string {
	return "t" + strings.ReplaceAll(l.Request.String()+l.Contact.String(), "-", "")
}

func (plainLinks) Parse(token string) (request, contact uuid.UUID, ok bool) {
	text, ok := strings.CutPrefix(token, "t")
	if !ok || len(text) != 64 {
		return request, contact, false
	}
	request, err := uuid.Parse(text[:32])
	contact, also := uuid.Parse(text[32:])
	return request, contact, err == nil && also == nil
}

func newWorld(t testing.TB) *world { return newWorldAt(t, "") }

// newWorldAt has the public pages on a host of their own.
func newWorldAt(t testing.TB, publicURL string) *world {
	t.Helper()
	desk, err := apitest.Open(t.Context(), t.TempDir())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, desk.Close()) })
	core, logged := observer.New(zapcore.DebugLevel)
	w := &world{t: t, desk: desk, log: zap.New(core), logged: logged, contact: map[string]uuid.UUID{}, identity: outside.Identity{
		Name: "the verification desk", Publication: "The Example", Phone: "+371 1234", Address: "desk@example.org",
	}}
	w.mara = w.who(apitest.Admin)
	_, err = staff.AddPerson(w.ctx(), desk.Door, w.mara, staff.PersonInput{Handle: "jonas", Name: "Jonas", Roles: []claim.Role{claim.Reviewer}})
	require.NoError(t, err)
	w.jonas = w.who("jonas")
	w.handler = w.site(publicURL)
	w.openCase(writing.CaseInput{Slug: "vault7", Title: "Vault 7"})
	return w
}

// site is the pages of the desk, with the public ones on a host of their own unless
// that is empty.
func (w *world) site(publicURL string) http.Handler {
	w.t.Helper()
	parts := outside.Parts{
		Porch: w.desk.Porch, Links: plainLinks{}, URL: address(w.t, "https://desk.example"), Clock: w.desk.Clock, Log: w.log, Version: "test",
		Identity: func(context.Context) (outside.Identity, error) { return w.identity, nil },
	}
	if publicURL != "" {
		parts.PublicURL = address(w.t, publicURL)
	}
	site, err := outside.New(parts)
	require.NoError(w.t, err)
	w.pages = site
	return site.Handler()
}

func address(t testing.TB, text string) *url.URL {
	u, err := url.Parse(text)
	require.NoError(t, err)
	return u
}

func (w *world) ctx() context.Context { return w.t.Context() }

func (w *world) who(handle string) casework.Caller {
	w.t.Helper()
	who, err := w.desk.Authenticate(w.ctx(), handle)
	require.NoError(w.t, err)
	return who
}

func (w *world) must(_ any, err error) {
	w.t.Helper()
	require.NoError(w.t, err)
}

func (w *world) openCase(in writing.CaseInput) {
	w.t.Helper()
	w.must(writing.OpenCase(w.ctx(), w.desk.Door, w.mara, in))
}

// claims adds claims whose statement holds their key: "WikiLeaks contacted google."
func (w *world) claims(caseName string, keys ...string) {
	w.t.Helper()
	for _, key := range keys {
		w.must(writing.AddClaim(w.ctx(), w.desk.Door, w.mara, caseName, writing.ClaimInput{
			Key: key, Statement: "WikiLeaks contacted " + key + ".", Claimant: "WikiLeaks", Where: "https://wikileaks.example/" + key,
		}))
	}
}

func (w *world) party(key, name string) {
	w.t.Helper()
	w.must(w.desk.AddParty(w.ctx(), w.mara, casework.PartyInput{
		Key: key, Name: name, Email: "press@" + key + ".example", Zone: "America/Los_Angeles",
	}))
	id, err := w.desk.Record.Resolve(w.ctx(), claim.StreamParty, uuid.Nil, key)
	require.NoError(w.t, err)
	state, err := w.desk.Record.Load(w.ctx(), claim.Stream{Kind: claim.StreamParty, ID: id})
	require.NoError(w.t, err)
	w.contact[key] = state.(*people.Party).Contact.ID
}

// ask sends a request that wants an answer within a week, and returns its link.
func (w *world) ask(caseName, party string, claims ...string) mailtext.PageLink {
	w.t.Helper()
	made, err := requests.Ask(w.ctx(), w.desk.Door, w.mara, caseName, requests.AskInput{
		Party: party, Claims: claims, Questions: "Were you contacted? By whom?", AnswerBy: w.desk.Clock.Now().Add(7 * 24 * time.Hour),
	})
	require.NoError(w.t, err)
	return mailtext.PageLink{Request: made.ID, Contact: w.contact[party]}
}

// said records an answer as an editor does.
func (w *world) said(caseName, party, about string, stance claim.Stance, rules claim.GroundRules, words string) {
	w.t.Helper()
	w.must(answers.Record(w.ctx(), w.desk.Door, w.mara, caseName, answers.AnswerInput{
		Party: party, GroundRules: rules, Channel: claim.ByPhone,
		Stances: []answers.StanceInput{{Claim: about, Stance: stance, Statement: words}},
	}))
}

// publish takes a claim from wherever it is to published.
func (w *world) publish(name string, outcome claim.Outcome) {
	w.t.Helper()
	now, err := w.desk.Claim(w.ctx(), w.mara, name, nil)
	require.NoError(w.t, err)
	if now.Stage == claim.StagePublished {
		w.must(writing.Correct(w.ctx(), w.desk.Door, w.mara, name, casework.ReasonInput{Reason: "the secret reason"}))
	}
	w.must(findings.Assess(w.ctx(), w.desk.Door, w.mara, name, findings.AssessInput{Outcome: outcome, ForReaders: "They told us so.", Rationale: "the secret rationale"}))
	report, err := w.desk.Claim(w.ctx(), w.jonas, name, nil)
	require.NoError(w.t, err)
	w.must(findings.Sign(w.ctx(), w.desk.Door, w.jonas, name, findings.ReviewInput{Subject: report.Subject, Comment: "the secret note"}))
	w.must(findings.Publish(w.ctx(), w.desk.Door, w.mara, name, findings.PublishInput{Early: "the secret hurry", Reason: "More is known."}))
}

func (w *world) letters(link mailtext.PageLink) *letters.Correspondence {
	w.t.Helper()
	id, err := w.desk.Record.RequestCorrespondence(w.ctx(), link.Request)
	require.NoError(w.t, err)
	state, err := w.desk.Record.Load(w.ctx(), claim.Stream{Kind: claim.StreamCorrespondence, ID: id})
	require.NoError(w.t, err)
	return state.(*letters.Correspondence)
}

func (w *world) claimID(caseName, key string) uuid.UUID {
	w.t.Helper()
	c, err := w.desk.Claim(w.ctx(), w.mara, caseName+"/"+key, nil)
	require.NoError(w.t, err)
	return c.ID
}

// ---- asking for pages ----

// shown is a page that came back.
type shown struct {
	*httptest.ResponseRecorder
	w    *world
	path string
}

func (w *world) do(r *http.Request) shown {
	w.t.Helper()
	out := shown{httptest.NewRecorder(), w, r.URL.Path}
	w.handler.ServeHTTP(out, r)
	return out
}

func (w *world) get(path string, headers ...string) shown {
	w.t.Helper()
	r := httptest.NewRequest("GET", "https://desk.example"+path, nil)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	out := w.do(r)
	if strings.HasPrefix(out.Header().Get("Content-Type"), "text/html") && out.Body.Len() > 0 && out.Header().Get("Content-Encoding") == "" {
		out.wellFormed()
	}
	return out
}

func answerPath(l mailtext.PageLink) string { return "/answer/" + plainLinks{}.token(l) }

// file is one that is sent along.
type file struct {
	name string
	data []byte
}

// post sends the form of an answer page.
func (w *world) post(path string, fields url.Values, files ...file) shown {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, values := range fields {
		for _, value := range values {
			require.NoError(w.t, form.WriteField(name, value))
		}
	}
	if len(files) == 0 { // a browser sends an empty part for a field of files
		_, err := form.CreateFormFile("files", "")
		require.NoError(w.t, err)
	}
	for _, f := range files {
		part, err := form.CreateFormFile("files", f.name)
		require.NoError(w.t, err)
		_, err = part.Write(f.data)
		require.NoError(w.t, err)
	}
	require.NoError(w.t, form.Close())
	return w.postBody(path, form.FormDataContentType(), &body)
}

func (w *world) postBody(path, media string, body io.Reader) shown {
	w.t.Helper()
	r := httptest.NewRequest("POST", "https://desk.example"+path, body)
	r.Header.Set("Content-Type", media)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	out := w.do(r)
	if out.Code != http.StatusSeeOther {
		out.wellFormed()
	}
	return out
}

// is checks the status of a page.
func (s shown) is(status int) shown {
	s.w.t.Helper()
	require.Equal(s.w.t, status, s.Code, "%s\n%s", s.path, s.text())
	return s
}

// says checks that a page has the words, as a reader sees them.
func (s shown) says(words ...string) shown {
	s.w.t.Helper()
	text := s.text()
	for _, want := range words {
		require.Contains(s.w.t, text, want)
	}
	return s
}

// never checks that the words stand nowhere in the page, not in its source either.
func (s shown) never(words ...string) shown {
	s.w.t.Helper()
	for _, not := range words {
		require.NotContains(s.w.t, s.Body.String(), not)
	}
	return s
}

// text is what a reader sees of a page.
func (s shown) text() string {
	root, err := html.Parse(bytes.NewReader(s.Body.Bytes()))
	require.NoError(s.w.t, err)
	var b strings.Builder
	walk(root, func(n *html.Node) {
		if n.Type == html.TextNode && (n.Parent == nil || n.Parent.Data != "script") {
			b.WriteString(n.Data)
		}
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

func walk(n *html.Node, visit func(*html.Node)) {
	visit(n)
	for child := range n.ChildNodes() {
		walk(child, visit)
	}
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// wellFormed checks what holds of every page: unique ids, labels that lead
// somewhere, one h1, no script that runs, nothing inline, nothing from elsewhere.
func (s shown) wellFormed() {
	s.w.t.Helper()
	root, err := html.Parse(bytes.NewReader(s.Body.Bytes()))
	require.NoError(s.w.t, err)
	ids, refs, count := map[string]bool{}, []string{}, map[string]int{}
	labelled := map[string]bool{}
	walk(root, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		count[n.Data]++
		if id, ok := attr(n, "id"); ok {
			require.False(s.w.t, ids[id], "the id %q stands twice on %s", id, s.path)
			ids[id] = true
		}
		for _, a := range n.Attr {
			require.False(s.w.t, strings.HasPrefix(a.Key, "on"), "%s has the attribute %s", n.Data, a.Key)
			require.NotEqual(s.w.t, "style", a.Key)
			switch {
			case a.Key == "for":
				refs = append(refs, a.Val)
				labelled[a.Val] = true
			case a.Key == "aria-describedby":
				refs = append(refs, strings.Fields(a.Val)...)
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				refs = append(refs, a.Val[1:])
			case a.Key == "href" || a.Key == "src":
				require.NotContains(s.w.t, strings.ToLower(a.Val), "javascript:")
			}
		}
		if n.Data == "script" {
			kind, _ := attr(n, "type")
			require.Equal(s.w.t, "application/ld+json", kind)
		}
	})
	for _, ref := range refs {
		require.True(s.w.t, ids[ref], "nothing on %s has the id %q", s.path, ref)
	}
	require.Equal(s.w.t, 1, count["h1"], "headings of %s", s.path)
	require.Equal(s.w.t, 1, count["main"])
	walk(root, func(n *html.Node) {
		kind, _ := attr(n, "type")
		if n.Data == "select" || n.Data == "textarea" || n.Data == "input" && kind != "hidden" {
			id, _ := attr(n, "id")
			require.True(s.w.t, labelled[id], "a %s on %s has no label", n.Data, s.path)
		}
	})
}

// fields are the values that the form on a page would send if somebody pressed
// its button at once.
func (s shown) fields() url.Values {
	s.w.t.Helper()
	root, err := html.Parse(bytes.NewReader(s.Body.Bytes()))
	require.NoError(s.w.t, err)
	out := url.Values{}
	walk(root, func(n *html.Node) {
		name, ok := attr(n, "name")
		if !ok || n.Type != html.ElementNode {
			return
		}
		kind, _ := attr(n, "type")
		value, _ := attr(n, "value")
		_, checked := attr(n, "checked")
		switch {
		case n.Data == "textarea":
			text := ""
			if n.FirstChild != nil {
				text = n.FirstChild.Data
			}
			out.Set(name, text)
		case n.Data == "select":
			out.Set(name, "")
			walk(n, func(o *html.Node) {
				if _, selected := attr(o, "selected"); selected {
					v, _ := attr(o, "value")
					out.Set(name, v)
				}
			})
		case n.Data == "input" && kind == "file" || n.Data == "button" || n.Data == "meta":
		case (kind == "radio" || kind == "checkbox") && !checked:
		default:
			out.Add(name, value)
		}
	})
	return out
}

// answering opens the link and fills the form in.
func (w *world) answering(link mailtext.PageLink, stances map[string]claim.Stance, words string) url.Values {
	w.t.Helper()
	fields := w.get(answerPath(link)).is(200).fields()
	for key, stance := range stances {
		id := w.claimID("vault7", key).String()
		fields.Set("stance."+id, string(stance))
		fields.Set("statement."+id, words)
	}
	fields.Set("name", "Ada Example")
	return fields
}

// send goes the whole way: fill in, look over, confirm. It returns the receipt.
func (w *world) send(link mailtext.PageLink, fields url.Values, files ...file) shown {
	w.t.Helper()
	review := w.post(answerPath(link), fields, files...).is(200).says("Nothing has been sent yet")
	confirm := review.fields()
	confirm.Set("do", "send")
	done := w.postBody(answerPath(link), "application/x-www-form-urlencoded", strings.NewReader(confirm.Encode())).is(303)
	return w.get(done.Header().Get("Location")).is(200)
}
