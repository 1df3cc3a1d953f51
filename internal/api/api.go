// Package api is the desk as JSON over HTTP: a route for every operation of
// package operation, addressed by nouns under /api/v1, and described in OpenAPI
// 3.1 at /api/v1/openapi.json.
//
// Every request carries a bearer token (RFC 6750): an API token of a person, who
// acts within its scope, or the token of the installation, with which the header
// Onrecord-As may name the person who acts. A request that
// changes something may carry a UUID in the header Idempotency-Key: asking
// again with it answers instead of acting twice.
//
// Errors are problem details (RFC 9457) with the code of [claim.Error], its
// sentence in "detail", what to do in "hint", and what is wrong with which
// field in "fields".
package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/operation"
)

// Base is the path that every route stands under. The version is that of the
// interface: fields and routes are added to it, never taken away.
const Base = "/api/v1"

// Parts are what the API stands on.
type Parts struct {
	Desk  *casework.Door
	Reads *reading.Room
	Ops   operation.Engine
	Auth  Authenticator
	// Accounts keep the API tokens of people.
	Accounts operation.Accounts
	// Mail is what can be done with the mail servers; nil where there are none.
	Mail operation.Mail
	// Rehearsals is where cases are rehearsed; nil where none are.
	Rehearsals *rehearsal.Room
	// Ready reports why the product cannot take requests yet, or nil.
	Ready func(context.Context) error
	Log   *zap.Logger
	// Version is that of the product.
	Version string
}

// New returns the handler of the API and of the two health checks.
func New(p Parts) http.Handler {
	mux := http.NewServeMux()
	s := &server{Parts: p, huma: humago.NewWithPrefix(mux, Base, config(p.Version))}
	s.huma.UseMiddleware(s.recover, s.admit)
	s.routes()
	narrow(s.huma.OpenAPI())
	mux.HandleFunc("GET /livez", s.livez)
	mux.HandleFunc("GET /readyz", s.readyz)
	return elsewhere(mux)
}

// server is the API, as an [operation.Server].
type server struct {
	Parts
	huma huma.API
}

func config(version string) huma.Config {
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "Onrecord", Version: version, Description: "Verification of claims, on the record."},
			Components: &huma.Components{
				Schemas:         schemas(),
				SecuritySchemes: map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}},
			},
			Security: []map[string][]string{{"token": {}}},
		},
		Formats:                      huma.DefaultFormats,
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
	}
}
