package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api"
)

func decode(t *testing.T, out answer, into any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(out.Body.Bytes(), into), out.Body.String())
}

// TestEveryRouteNeedsAPerson walks every route that the description lists.
func TestEveryRouteNeedsAPerson(t *testing.T) {
	w := newWorld(t)
	var described struct {
		OpenAPI string
		Paths   map[string]map[string]any
	}
	decode(t, w.send("GET", "/api/v1/openapi.json", ""), &described)
	require.Equal(t, "3.1.0", described.OpenAPI)
	routes := 0
	for path, methods := range described.Paths {
		path = strings.NewReplacer("{", "", "}", "").Replace(api.Base + path)
		for method := range methods {
			routes++
			for name, header := range map[string]string{
				"without a token":        "Authorization: ",
				"with another token":     "Authorization: Bearer 00",
				"with a longer token":    "Authorization: Bearer 4f6e5265636f726400",
				"with the token's start": "Authorization: Bearer 4f6e",
				"as somebody unknown":    "Onrecord-As: nobody",
			} {
				out := w.send(strings.ToUpper(method), path, "", header)
				require.Equal(t, http.StatusUnauthorized, out.Code, "%s %s %s", method, path, name)
				require.Equal(t, claim.CodeUnauthenticated, out.problem.Code)
				require.Equal(t, "Bearer", out.Header().Get("WWW-Authenticate"))
			}
		}
	}
	require.Greater(t, routes, 35)
}

func TestWithoutATokenNobodyIsLetIn(t *testing.T) {
	_, err := api.TokenAuth{}.Authenticate(t.Context(), "", "")
	require.Equal(t, claim.CodeUnauthenticated, claim.CodeOf(err))
}

func TestWhoActsByDefaultIsOnTheDesk(t *testing.T) {
	w := newWorld(t)
	auth := api.TokenAuth{Token: "00", Default: "root", People: w.desk}
	_, err := auth.Authenticate(t.Context(), "00", "")
	require.Equal(t, claim.CodeUnauthenticated, claim.CodeOf(err))
	require.ErrorContains(t, err, `it is not said who acts, and "root"`)
	who, err := auth.Authenticate(t.Context(), "00", "mara")
	require.NoError(t, err)
	require.Equal(t, "mara", who.Handle)
}
