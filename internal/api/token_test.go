package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/operation"
)

// token makes an API token of a person and returns its header.
func (w *world) token(handle string, scope people.Scope) string {
	w.t.Helper()
	out := w.send("POST", api.Base+"/me/tokens", `{"label":"test","scope":"`+string(scope)+`","days":1}`, "Onrecord-As: "+handle)
	require.Equal(w.t, http.StatusCreated, out.Code, out.Body.String())
	var made operation.TokenView
	decode(w.t, out, &made)
	require.True(w.t, strings.HasPrefix(made.Text, "onr_"))
	return "Authorization: Bearer " + made.Text
}

func TestATokenActsAsItsPerson(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	jonas := w.token("jonas", people.ScopeAdmin)
	var me operation.Me
	decode(t, w.send("GET", "/api/v1/me", "", jonas), &me)
	require.Equal(t, "jonas", me.Handle)
	require.Equal(t, people.ScopeAdmin, me.Scope)
	require.Equal(t, http.StatusOK, w.send("GET", "/api/v1/cases", "", jonas).Code)
	require.Equal(t, claim.CodeForbidden, w.send("POST", "/api/v1/people", `{"handle":"bo","roles":[]}`, jonas).problem.Code, "a scope gives no right")
	require.Equal(t, claim.CodeForbidden, w.send("GET", "/api/v1/cases", "", jonas, "Onrecord-As: mara").problem.Code, "nobody speaks for another")
	require.Equal(t, http.StatusOK, w.send("GET", "/api/v1/cases", "", jonas, "Onrecord-As: jonas").Code)
	require.Equal(t, claim.CodeUnauthenticated, w.send("GET", "/api/v1/cases", "", jonas+"x").problem.Code)
}

// TestEveryRouteKeepsToTheScope walks every route with a token of each scope of
// somebody who may do everything.
func TestEveryRouteKeepsToTheScope(t *testing.T) {
	w := newWorld(t)
	admin := claim.Roles
	_, err := staff.ChangeRoles(t.Context(), w.desk.Door, mustCaller(t, w), "mara", staff.RolesInput{Roles: admin})
	require.NoError(t, err)
	tokens := map[people.Scope]string{}
	for _, scope := range people.Scopes {
		tokens[scope] = w.token("mara", scope)
	}
	var described struct {
		Paths map[string]map[string]struct {
			Operation string       `json:"x-onrecord-right"`
			Scope     people.Scope `json:"x-onrecord-scope"`
		}
	}
	decode(t, w.send("GET", "/api/v1/openapi.json", ""), &described)
	order := map[people.Scope]int{people.ScopeRead: 0, people.ScopeWrite: 1, people.ScopeAdmin: 2}
	seen := map[people.Scope]int{}
	for path, methods := range described.Paths {
		for method, op := range methods {
			require.NotEmpty(t, op.Operation, path)
			require.Contains(t, order, op.Scope, path)
			require.Equal(t, method == "get", op.Scope == people.ScopeRead, path)
			seen[op.Scope]++
			for has, token := range tokens {
				out := w.send(strings.ToUpper(method), api.Base+strings.NewReplacer("{", "", "}", "").Replace(path), "", token)
				refused := out.Code == http.StatusForbidden && strings.HasPrefix(out.problem.Detail, "this token may be used to")
				require.Equal(t, has == people.ScopeCalendar || order[has] < order[op.Scope], refused, "%s %s with a token to %s: %s", method, path, has, out.Body)
			}
		}
	}
	require.Greater(t, seen[people.ScopeRead], 10)
	require.Greater(t, seen[people.ScopeWrite], 10)
	require.Greater(t, seen[people.ScopeAdmin], 5)
}

func mustCaller(t *testing.T, w *world) casework.Caller {
	t.Helper()
	who, err := w.desk.Authenticate(t.Context(), "mara")
	require.NoError(t, err)
	return who
}

func TestATokenIsRevoked(t *testing.T) {
	w := newWorld(t)
	jonas := w.token("mara", people.ScopeAdmin)
	var tokens struct{ Items []operation.TokenView }
	decode(t, w.send("GET", "/api/v1/me/tokens", "", jonas), &tokens)
	require.Len(t, tokens.Items, 1)
	require.Empty(t, tokens.Items[0].Text, "it was told once")
	require.Equal(t, http.StatusOK, w.send("DELETE", "/api/v1/me/tokens/"+tokens.Items[0].ID.String(), "", jonas).Code)
	require.Equal(t, claim.CodeUnauthenticated, w.send("GET", "/api/v1/me", "", jonas).problem.Code)
}

func TestTheSameKeyMakesOneToken(t *testing.T) {
	w := newWorld(t)
	const key = "Idempotency-Key: 0191d0a0-5a5a-7000-8000-000000000002"
	body := `{"label":"press","scope":"read"}`
	require.Equal(t, http.StatusCreated, w.send("POST", "/api/v1/me/tokens", body, key).Code)
	require.Equal(t, claim.CodeExists, w.send("POST", "/api/v1/me/tokens", body, key).problem.Code)
	require.Equal(t, claim.CodeInvalid, w.send("POST", "/api/v1/me/tokens", `{"label":"press","scope":"king"}`).problem.Code)
}

func TestATokenEndsInTime(t *testing.T) {
	w := newWorld(t)
	token := w.token("mara", people.ScopeRead)
	require.Equal(t, http.StatusOK, w.send("GET", "/api/v1/me", "", token).Code)
	require.NoError(t, w.desk.Pass(t.Context(), 25*time.Hour))
	require.Equal(t, claim.CodeUnauthenticated, w.send("GET", "/api/v1/me", "", token).problem.Code)
}

func TestADisabledPersonIsOutAtOnce(t *testing.T) {
	w := newWorld(t)
	w.post("/people", `{"handle":"jonas","roles":["reviewer"]}`)
	token := w.token("jonas", people.ScopeRead)
	w.post("/people/jonas/disable", "")
	require.Equal(t, claim.CodeUnauthenticated, w.send("GET", "/api/v1/me", "", token).problem.Code)
	require.Equal(t, claim.CodeUnauthenticated, w.send("GET", "/api/v1/me", "", "Onrecord-As: jonas").problem.Code)
	require.Equal(t, claim.CodePolicy, w.send("POST", "/api/v1/people/mara/disable", "").problem.Code)
	w.post("/people/jonas/enable", "")
	require.Equal(t, claim.CodeUnauthenticated, w.send("GET", "/api/v1/me", "", token).problem.Code, "the token stays revoked")
	require.Equal(t, http.StatusOK, w.send("GET", "/api/v1/me", "", "Onrecord-As: jonas").Code)
}

func TestAPersonIsInvited(t *testing.T) {
	w := newWorld(t)
	w.post("/people", `{"handle":"jonas","roles":["reviewer"]}`)
	out := w.send("POST", "/api/v1/people/jonas/invitation", "")
	require.Equal(t, http.StatusCreated, out.Code, out.Body.String())
	var link staff.InvitationView
	decode(t, out, &link)
	require.True(t, strings.HasPrefix(link.URL, apitest.URL+"/invitation/"))
	var shown staff.PersonView
	w.get("/people/jonas", &shown)
	require.True(t, shown.Invited())
	require.Equal(t, claim.CodeForbidden, w.send("POST", "/api/v1/people/mara/invitation", "", "Onrecord-As: jonas").problem.Code)
	out = w.send("PUT", "/api/v1/people/jonas/profile", `{"name":"Jonas Weiss"}`)
	require.Equal(t, http.StatusOK, out.Code)
	w.get("/people/jonas", &shown)
	require.Equal(t, "Jonas Weiss", shown.Name)
}
