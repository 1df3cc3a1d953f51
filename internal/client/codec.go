package client

import (
	"encoding/json"
	"net/http"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
)

// maxPayloads is how much the API takes in one request.
const maxPayloads = 1 << 20

// recoding is an operation that seals or opens payloads.
type recoding = operation.Operation[operation.With[operation.Payloads], operation.Payloads]

// Codec is a codec server for a page of Temporal's UI, which cannot send a token
// of the desk: it asks the desk in the name of whoever runs it. It answers under
// a path that nobody can guess, and to pages of one origin alone.
type Codec struct {
	Client *Client
	Secret string // the path, without slashes
	Origin string // such as http://localhost:8233
}

// ServeHTTP implements [http.Handler].
func (c *Codec) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Origin")
	if origin := r.Header.Get("Origin"); origin != "" {
		if origin != c.Origin {
			http.Error(w, "this page may not ask", http.StatusForbidden)
			return
		}
		h.Set("Access-Control-Allow-Origin", c.Origin)
	}
	do := map[string]*recoding{
		"/" + c.Secret + "/decode": operation.EngineDecode, "/" + c.Secret + "/encode": operation.EngineEncode,
	}[r.URL.Path]
	switch {
	case do == nil:
		http.NotFound(w, r)
	case r.Method == http.MethodOptions: // what a browser asks before
		h.Set("Access-Control-Allow-Methods", http.MethodPost)
		h.Set("Access-Control-Allow-Headers", "Content-Type, X-Namespace")
		w.WriteHeader(http.StatusNoContent)
	case r.Method != http.MethodPost:
		http.Error(w, "it takes POST", http.StatusMethodNotAllowed)
	default:
		c.answer(w, r, do)
	}
}

func (c *Codec) answer(w http.ResponseWriter, r *http.Request, do *recoding) {
	var in operation.Payloads
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxPayloads)).Decode(&in); err != nil {
		http.Error(w, "these are no payloads", http.StatusBadRequest)
		return
	}
	out, err := Call(r.Context(), c.Client, do, operation.Body(in))
	if err != nil {
		http.Error(w, string(claim.CodeOf(err))+": "+err.Error(), http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	// The page may be gone; there is nobody left to tell.
	_ = json.NewEncoder(w).Encode(out)
}
