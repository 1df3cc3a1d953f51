package client_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/client"
)

func TestACodecServerAnswersOnePageThatKnowsThePath(t *testing.T) {
	_, c := serve(t, nil)
	codec := &client.Codec{Client: c, Secret: "secret", Origin: "http://localhost:8233"}
	ask := func(method, path, origin, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		if origin != "" {
			r.Header.Set("Origin", origin)
		}
		w := httptest.NewRecorder()
		codec.ServeHTTP(w, r)
		return w
	}
	const payloads = `{"payloads":[{"metadata":{"encoding":"YmluYXJ5L3BsYWlu"},"data":"aGVsbG8="}]}`
	for name, test := range map[string]struct {
		method, path, origin, body string
		want                       int
	}{
		"the page":                     {"POST", "/secret/decode", codec.Origin, payloads, http.StatusOK},
		"no page":                      {"POST", "/secret/encode", "", payloads, http.StatusOK},
		"what its browser asks before": {"OPTIONS", "/secret/decode", codec.Origin, "", http.StatusNoContent},
		"another page":                 {"POST", "/secret/decode", "http://localhost:8234", payloads, http.StatusForbidden},
		"another page's browser":       {"OPTIONS", "/secret/decode", "https://evil.example", "", http.StatusForbidden},
		"who does not know the path":   {"POST", "/decode", codec.Origin, payloads, http.StatusNotFound},
		"who guesses it":               {"POST", "//decode", codec.Origin, payloads, http.StatusNotFound},
		"another method":               {"GET", "/secret/decode", codec.Origin, "", http.StatusMethodNotAllowed},
		"rubbish":                      {"POST", "/secret/decode", codec.Origin, "rubbish", http.StatusBadRequest},
	} {
		out := ask(test.method, test.path, test.origin, test.body)
		require.Equal(t, test.want, out.Code, "%s: %s", name, out.Body)
		allowed := out.Header().Get("Access-Control-Allow-Origin")
		require.True(t, allowed == "" || allowed == codec.Origin && test.origin == codec.Origin, name)
		if test.want == http.StatusOK {
			require.JSONEq(t, payloads, out.Body.String(), name)
		}
	}
}
