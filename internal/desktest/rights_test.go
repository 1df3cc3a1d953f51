package desktest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// visitor is somebody who tries every route.
type visitor struct {
	name string
	who  casework.Caller // the zero Caller for nobody, and for an account that was disabled
	own  story           // a restricted case of this person's
}

// visitors are one person for each role, one with none, nobody, and one whose
// account was disabled while the session lasts.
func (w *world) visitors() []visitor {
	w.t.Helper()
	list := []visitor{{name: "nobody", own: w.story(w.mara, true)}}
	for _, role := range claim.Roles {
		list = append(list, w.visitor(string(role), role))
	}
	return append(list, w.visitor("without a role"))
}

// visitor is a person with some roles, who owned a case before.
func (w *world) visitor(name string, roles ...claim.Role) visitor {
	w.t.Helper()
	handle := "v-" + strings.ReplaceAll(name, " ", "-")
	own := w.story(w.Person(handle, claim.Editor), true)
	_, err := staff.ChangeRoles(w.t.Context(), w.Door, w.mara, handle, staff.RolesInput{Roles: roles})
	require.NoError(w.t, err)
	return visitor{name: name, who: w.Caller(handle), own: own}
}

// verdict is what has to come of a request.
type verdict string

const (
	signIn    verdict = "is asked to sign in"
	forbidden verdict = "is told that the role does not allow it"
	hidden    verdict = "is told that there is no such thing"
	let       verdict = "is let in"
)

// want is what has to come of a visit to a page that needs what it states.
func (w *world) want(need web.Need, path string, v visitor, s story) verdict {
	switch {
	case need.Open:
		return let
	case v.who.Handle == "":
		return signIn
	case need.Right != "" && !v.who.Can(need.Right):
		return forbidden
	case isOf(path) && !w.sees(v.who, s):
		return hidden
	}
	return let
}

// got is what came of it.
func got(status int, location string) (verdict, error) {
	switch {
	case status >= 500 && status != http.StatusServiceUnavailable: // a part that this desk has not
		return "", fmt.Errorf("status %d", status)
	case status == http.StatusUnauthorized, status == http.StatusSeeOther && strings.HasPrefix(location, "/signin"):
		return signIn, nil
	case status == http.StatusForbidden:
		return forbidden, nil
	case status == http.StatusNotFound:
		return hidden, nil
	}
	return let, nil
}

// cases are the cases that every visitor tries: an own one, another of the desk,
// and one that is restricted to others.
func (w *world) cases(v visitor, other, restricted story) map[string]story {
	return map[string]story{"own": v.own, "other": other, "restricted": restricted}
}

func TestEveryPageLetsInWhomItSaysAndNobodyElse(t *testing.T) {
	w := newWorld(t)
	other, restricted := w.story(w.mara, false), w.story(w.mara, true)
	routes := w.Site.Routes()
	require.NotEmpty(t, routes)
	visits := 0
	for _, v := range w.visitors() {
		for name, s := range w.cases(v, other, restricted) {
			for _, r := range routes {
				visits++
				w.visit(v, name, s, r)
			}
		}
	}
	t.Logf("%d visits to %d routes", visits, len(routes))
	w.tell()
}

// wrong notes what is wrong with a route, once for all who meet it.
func (w *world) wrong(route string, v visitor, name, problem string, args ...any) {
	problem = route + ": " + fmt.Sprintf(problem, args...)
	if len(w.met[problem]) == 0 {
		w.problems = append(w.problems, problem)
	}
	w.met[problem] = append(w.met[problem], v.name+" with "+name+" case")
}

// tell fails the test with what is wrong, and who met it.
func (w *world) tell() {
	w.t.Helper()
	for _, problem := range w.problems {
		w.t.Errorf("%s\n  %s", problem, strings.Join(w.met[problem], ", "))
	}
}

// browser is a browser of the visitor's, with a session of its own: some routes
// end it.
func (w *world) browser(v visitor) *webtest.Browser {
	if v.who.Handle == "" {
		return w.Nobody()
	}
	return w.SignIn(v.who.Handle)
}

func (w *world) visit(v visitor, name string, s story, r web.Route) {
	w.t.Helper()
	if want := w.want(r.Need, r.Path, v, s); r.Path == "/events" && want == let {
		return // who is let in listens, and does not come back
	}
	path := w.fill(r.Path, s)
	var answer webtest.Answer
	if r.Method == http.MethodGet {
		answer = w.browser(v).Get(path)
	} else {
		answer = w.browser(v).Post(path, url.Values{"_key": {"00000000-0000-4000-8000-000000000001"}})
	}
	came, err := got(answer.Status, answer.Header.Get("Location"))
	if err != nil {
		w.wrong(r.Method+" "+r.Path, v, name, "%v: %s", err, answer.Problem())
		return
	}
	want := w.want(r.Need, r.Path, v, s)
	if came != want && !harmless(want, came) && !r.Need.Open {
		w.wrong(r.Method+" "+r.Path, v, name, "%s, and has to be one who %s; it needs %q; status %d: %s", came, want, r.Need.Right, answer.Status, answer.Problem())
	}
	if s.restricted && !w.sees(v.who, s) && strings.Contains(answer.Body, s.secret) {
		w.wrong(r.Method+" "+r.Path, v, name, "sees what only others may see")
	}
}

// harmless reports whether an answer differs from the expected one without
// telling or doing anything: whoever is let in may be told that there is nothing
// of the kind in the case, such as no evidence.
func harmless(want, came verdict) bool {
	return want == let && came == hidden
}

// Whoever was disabled is out at once, whatever the session says.
func TestADisabledAccountIsLetInNowhere(t *testing.T) {
	w := newWorld(t)
	s := w.story(w.mara, false)
	w.Person("gone", claim.Editor, claim.Admin)
	browser := w.SignIn("gone")
	require.Equal(t, http.StatusOK, browser.Get("/").Status)
	w.disable("gone")
	for _, r := range w.Site.Routes() {
		if r.Need.Open {
			continue
		}
		var answer webtest.Answer
		if r.Method == http.MethodGet {
			answer = browser.Get(w.fill(r.Path, s))
		} else {
			answer = browser.Post(w.fill(r.Path, s), url.Values{})
		}
		came, err := got(answer.Status, answer.Header.Get("Location"))
		require.NoError(t, err, r.Path)
		require.Equal(t, signIn, came, "%s %s: status %d", r.Method, r.Path, answer.Status)
	}
}

// apiRoute is a route of the API as its own description states it.
type apiRoute struct{ method, path, need string }

func (w *world) apiRoutes(handler http.Handler) []apiRoute {
	w.t.Helper()
	answer := w.callAPI(handler, apitest.Admin, http.MethodGet, "/openapi.json")
	require.Equal(w.t, http.StatusOK, answer.Code)
	var description struct {
		Paths map[string]map[string]json.RawMessage
	}
	require.NoError(w.t, json.Unmarshal(answer.Body.Bytes(), &description))
	var routes []apiRoute
	for path, methods := range description.Paths {
		for method, raw := range methods {
			var operation map[string]any
			require.NoError(w.t, json.Unmarshal(raw, &operation))
			need, _ := operation["x-onrecord-right"].(string)
			require.NotEmpty(w.t, need, "%s %s does not state what it needs", method, path)
			routes = append(routes, apiRoute{strings.ToUpper(method), path, need})
		}
	}
	slices.SortFunc(routes, func(a, b apiRoute) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return routes
}

func (w *world) callAPI(handler http.Handler, as, method, path string) *httptest.ResponseRecorder {
	body := ""
	if method != http.MethodGet {
		body = "{}"
	}
	r := httptest.NewRequest(method, api.Base+path, strings.NewReader(body)).WithContext(w.t.Context())
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+apitest.Token)
	r.Header.Set(api.HeaderAs, as)
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, r)
	return answer
}

func TestEveryRouteOfTheAPILetsInWhomItSaysAndNobodyElse(t *testing.T) {
	w := newWorld(t)
	handler := w.Handler(noEngine{}, zap.NewNop())
	other, restricted := w.story(w.mara, false), w.story(w.mara, true)
	routes := w.apiRoutes(handler)
	for _, v := range w.visitors() {
		for name, s := range w.cases(v, other, restricted) {
			for _, r := range routes {
				w.visitAPI(handler, v, name, s, r)
			}
		}
	}
	w.tell()
}

func (w *world) visitAPI(handler http.Handler, v visitor, name string, s story, r apiRoute) {
	w.t.Helper()
	as := v.who.Handle
	if as == "" {
		as = "nobody-of-this-desk"
	}
	answer := w.callAPI(handler, as, r.method, strings.TrimPrefix(w.fill(r.path, s), api.Base))
	came, err := got(answer.Code, "")
	if err != nil {
		w.wrong(r.method+" "+r.path, v, name, "%v: %s", err, answer.Body)
		return
	}
	need := web.Need{Right: casework.Right(r.need)}
	switch right := casework.Right(r.need); {
	case right == operation.ThatPerson && v.who.Handle != "omar":
		need = web.Need{Right: casework.MayWritePeople}
	case operation.AsksForNoRole(right):
		need = web.Need{SignedIn: true}
	}
	want := w.want(need, r.path, v, s)
	// What is missing is told before anything is looked up, and the role before that.
	lookedUp := want == hidden || want == forbidden && casework.Right(r.need) == operation.ThatPerson
	incomplete := answer.Code == http.StatusUnprocessableEntity && lookedUp
	if came != want && !harmless(want, came) && !incomplete {
		w.wrong(r.method+" "+r.path, v, name, "%s, and has to be one who %s; it needs %q; status %d: %s", came, want, r.need, answer.Code, answer.Body)
	}
	if s.restricted && !w.sees(v.who, s) && strings.Contains(answer.Body.String(), s.secret) {
		w.wrong(r.method+" "+r.path, v, name, "sees what only others may see")
	}
}
