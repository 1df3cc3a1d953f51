package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework"
)

// TestTheCodecSpeaksTheProtocolOfTemporal asks in the JSON of Temporal's tools,
// which may know more fields than this program.
func TestTheCodecSpeaksTheProtocolOfTemporal(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	const body = `{"payloads":[{"metadata":{"encoding":"YmluYXJ5L3BsYWlu"},"data":"bGl2ZQ==","newer":1}]}`
	out := w.send("POST", api.Base+"/engine/codec/decode", body)
	require.Equal(t, http.StatusOK, out.Code, out.Body)
	require.JSONEq(t, `{"payloads":[{"metadata":{"encoding":"YmluYXJ5L3BsYWlu"},"data":"ZXZpbA=="}]}`, out.Body.String())
	require.JSONEq(t, `{}`, w.send("POST", api.Base+"/engine/codec/encode", `{}`).Body.String(), "of a query without arguments")

	for _, route := range []string{"decode", "encode"} {
		w.refused(claim.CodeForbidden, "POST", "/engine/codec/"+route, body, "Onrecord-As: jonas")
		w.refused(claim.CodeForbidden, "POST", "/engine/codec/"+route, body, w.token("mara", people.ScopeWrite))
		w.refused(claim.CodeUnauthenticated, "POST", "/engine/codec/"+route, body, "Authorization: Bearer nonsense")
	}
	w.refused(claim.CodeForbidden, "GET", "/engine/workflows/vault7%2Fgoogle", "", "Onrecord-As: jonas")
	var view casework.WorkflowView
	w.get("/engine/workflows/vault7%2Fgoogle", &view)
	require.Equal(t, "vault7/google", view.Name)
	require.NotEmpty(t, view.Problem, "there is no engine")
}
