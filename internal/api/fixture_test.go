package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/operation"
)

// engine is an engine that does what the test says.
type engine struct{ err error }

func (e *engine) EngineStatus(context.Context) (operation.EngineStatus, error) {
	return operation.EngineStatus{Kind: "embedded", Ready: true, Namespace: "onrecord", Open: map[string]int64{"Claim": 2}}, e.err
}

func (e *engine) Rebuild(context.Context) (int, error) {
	if e.err != nil && e.err.Error() == "panic" {
		panic("the secret of the source")
	}
	return 3, e.err
}

// Seal and Open turn the bytes round.
func (e *engine) Seal(_ context.Context, payloads []operation.Payload) ([]operation.Payload, error) {
	return turned(payloads), e.err
}

func (e *engine) Open(_ context.Context, payloads []operation.Payload) ([]operation.Payload, error) {
	return turned(payloads), e.err
}

func turned(payloads []operation.Payload) []operation.Payload {
	for _, p := range payloads {
		slices.Reverse(p.Data)
	}
	return payloads
}

// world is an API over a real desk, and what it logged.
type world struct {
	t       *testing.T
	desk    *apitest.Fixture
	engine  *engine
	handler http.Handler
	logged  *observer.ObservedLogs
}

func newWorld(t *testing.T) *world {
	t.Helper()
	desk, err := apitest.Open(t.Context(), t.TempDir())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, desk.Close()) })
	core, logged := observer.New(zapcore.DebugLevel)
	w := &world{t: t, desk: desk, engine: &engine{}, logged: logged}
	w.handler = desk.Handler(w.engine, zap.New(core))
	return w
}

// answer is what came back.
type answer struct {
	*httptest.ResponseRecorder
	problem api.Problem
}

// send sends a request with the token; headers come as "Name: value".
func (w *world) send(method, path, body string, headers ...string) answer {
	w.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+apitest.Token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	out := answer{ResponseRecorder: httptest.NewRecorder()}
	w.handler.ServeHTTP(out, r)
	if out.Header().Get("Content-Type") == "application/problem+json" {
		require.NoError(w.t, json.Unmarshal(out.Body.Bytes(), &out.problem), out.Body.String())
	}
	return out
}

func (w *world) get(path string, into any) {
	w.t.Helper()
	out := w.send("GET", api.Base+path, "")
	require.Equal(w.t, http.StatusOK, out.Code, out.Body.String())
	require.NoError(w.t, json.Unmarshal(out.Body.Bytes(), into))
}

func (w *world) post(path, body string, headers ...string) {
	w.t.Helper()
	out := w.send("POST", api.Base+path, body, headers...)
	require.Less(w.t, out.Code, 300, out.Body.String())
}

// openCase opens the case vault7 with a claim and a party, both called google,
// and a reviewer called jonas.
func (w *world) openCase() {
	w.t.Helper()
	w.post("/people", `{"handle":"jonas","roles":["reviewer"]}`)
	w.post("/cases", `{"slug":"vault7","title":"Vault 7"}`)
	w.post("/cases/vault7/claims", `{"key":"google","statement":"WikiLeaks contacted Google."}`)
	w.post("/parties", `{"key":"google","name":"Google","email":"press@google.example","zone":"America/Los_Angeles"}`)
}

func (w *world) report() report.Report {
	w.t.Helper()
	var r report.Report
	w.get("/cases/vault7", &r)
	return r
}

var errDefect = errors.New("disk: sector 7 is on fire")

var errFull = claim.Errorf(claim.CodeDiskFull, "the disk that holds the record is full")

func zapInstance(urn string) zap.Field { return zap.String("instance", urn) }
