package api_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestUnreadableRequests(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	for name, test := range map[string]struct {
		method, path, body, header string
		status                     int
		code                       claim.Code
		field, detail              string
	}{
		"no body":                {"POST", "/cases", "", "", 422, claim.CodeInvalid, "", "the request has no body"},
		"not JSON":               {"POST", "/cases", "{", "", 422, claim.CodeInvalid, "", "the body is not JSON: unexpected end of JSON input"},
		"more than JSON":         {"POST", "/cases", `{"title":"x"} {}`, "", 422, claim.CodeInvalid, "", ""},
		"another content type":   {"POST", "/cases", `{"title":"x"}`, "Content-Type: text/plain", 415, claim.CodeInvalid, "", "the body is not JSON"},
		"a field left out":       {"POST", "/cases/vault7/claims", `{}`, "", 422, claim.CodeInvalid, "statement", "statement: it must not be left out"},
		"an unknown field":       {"POST", "/cases", `{"title":"x","tittle":"y"}`, "", 422, claim.CodeInvalid, "tittle", "tittle: there is no such field"},
		"a field in a list":      {"POST", "/cases/vault7/answers", `{"party":"google","stances":[{"claim":"google","stance":"confirms","x":1}]}`, "", 422, claim.CodeInvalid, "stances[0].x", ""},
		"a word not on the list": {"POST", "/cases", `{"title":"x","sensitivity":"secret"}`, "", 422, claim.CodeInvalid, "sensitivity", "sensitivity: choose one of: desk, restricted"},
		"not an instant":         {"POST", "/cases/vault7/requests", `{"party":"google","claims":["google"],"questions":"?","answerBy":"tomorrow"}`, "", 422, claim.CodeInvalid, "answerBy", ""},
		"not an instant to look": {"GET", "/cases/vault7?asOf=yesterday", "", "", 422, claim.CodeInvalid, "asOf", ""},
		"an unknown parameter":   {"GET", "/cases?page=2", "", "", 422, claim.CodeInvalid, "page", ""},
		"too long a wait":        {"GET", "/cases/vault7/timeline?wait=31", "", "", 422, claim.CodeInvalid, "wait", "wait: it is at most 30"},
		"not an identifier":      {"GET", "/requests/google", "", "", 422, claim.CodeInvalid, "request", ""},
		"over a mebibyte":        {"POST", "/cases/vault7/claims", `{"statement":"` + strings.Repeat("x", 1<<20) + `"}`, "", 413, claim.CodeTooLarge, "", "the request is larger than 1 MiB"},
		"an unknown address":     {"GET", "/case", "", "", 404, claim.CodeNotFound, "", ""},
		"another method":         {"DELETE", "/cases", "", "", 405, claim.CodeInvalid, "", "this address does not take that method"},
		"an unknown case":        {"GET", "/cases/vault8", "", "", 404, claim.CodeNotFound, "", `there is no case "vault8"`},
		"an unknown claim":       {"POST", "/cases/vault7/claims/apple/publish", "", "", 404, claim.CodeNotFound, "", ""},
		"a claim of no case":     {"GET", "/cases/vault8/claims/google", "", "", 404, claim.CodeNotFound, "", ""},
		"a slash in a name":      {"GET", "/cases/vault7%2Fgoogle/claims/x", "", "", 404, claim.CodeNotFound, "", ""},
		"the wrong stage":        {"POST", "/cases/vault7/claims/google/publish", "", "", 409, claim.CodeWrongStage, "", ""},
		"answer-by in the past":  {"POST", "/cases/vault7/requests", `{"party":"google","claims":["google"],"questions":"?","answerBy":"2017-03-17T18:00:00Z"}`, "", 422, claim.CodeAnswerByPast, "answerBy", ""},
		"a policy nobody meets":  {"POST", "/cases", `{"title":"x","policy":{"reviewers":9,"origins":1}}`, "", 409, claim.CodePolicy, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			headers := []string{}
			if test.header != "" {
				headers = append(headers, test.header)
			}
			out := w.send(test.method, "/api/v1"+test.path, test.body, headers...)
			require.Equal(t, test.status, out.Code, out.Body.String())
			require.Equal(t, test.status, out.problem.Status)
			require.Equal(t, test.code, out.problem.Code)
			require.NotEmpty(t, out.problem.Detail)
			if test.field != "" {
				require.Contains(t, out.problem.Fields, test.field)
			}
			if test.detail != "" {
				require.Equal(t, test.detail, out.problem.Detail)
			}
		})
	}
}

// TestBodiesAreNotQuoted: an error never gives back what it was sent.
func TestBodiesAreNotQuoted(t *testing.T) {
	w := newWorld(t)
	for _, body := range []string{`{"title":7,"notice":"canary"}`, `canary`, `{"title":"x","sensitivity":"canary"}`} {
		out := w.send("POST", "/api/v1/cases", body)
		require.NotContains(t, out.Body.String(), "canary")
	}
	require.Empty(t, w.logged.All())
}

func TestInternalErrors(t *testing.T) {
	for name, test := range map[string]struct {
		err    error
		status int
		code   claim.Code
	}{
		"a defect":       {errDefect, 500, claim.CodeInternal},
		"a panic":        {errors.New("panic"), 500, claim.CodeInternal},
		"the disk full":  {errFull, 507, claim.CodeDiskFull},
		"no such engine": {claim.Errorf(claim.CodeUnavailable, "the engine does not answer"), 503, claim.CodeUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.engine.err = test.err
			out := w.send("POST", "/api/v1/engine/rebuild", "")
			require.Equal(t, test.status, out.Code)
			require.Equal(t, test.code, out.problem.Code)
			require.NotContains(t, out.Body.String(), "sector")
			require.Len(t, w.logged.All(), 1)
			for _, f := range w.logged.All()[0].Context {
				require.NotContains(t, f.String, "secret")
			}
			if test.code == claim.CodeInternal {
				require.Equal(t, "something went wrong that should not", out.problem.Detail)
				require.NotEmpty(t, w.logged.FilterField(zapInstance(out.problem.Instance)).All())
			}
		})
	}
}

func TestMethodsAllowed(t *testing.T) {
	w := newWorld(t)
	out := w.send("DELETE", "/api/v1/cases", "")
	require.Equal(t, http.StatusMethodNotAllowed, out.Code)
	require.Equal(t, "GET, HEAD, POST", out.Header().Get("Allow"))
}
