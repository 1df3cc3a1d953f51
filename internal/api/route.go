package api

import (
	"context"
	"encoding/json"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// Extensions of the description of the API: what a route needs.
const (
	rightExtension = "x-onrecord-right"
	scopeExtension = "x-onrecord-scope"
)

// rightKey is where a route keeps the right that it takes.
const rightKey = "right"

// maxUpload is how large a request with a file may be, in bytes: the largest of
// files in base64, and as much besides as any other request may hold, which is 1 MiB.
const maxUpload = max(sources.MaxEvidenceFile, casework.MaxMailFile)/3*4 + 1<<20

// routes makes a route of every operation there is.
func (s *server) routes() {
	for _, o := range operation.All() {
		o.Serve(s)
	}
}

// Huma implements [operation.Server].
func (s *server) Huma() huma.API { return s.huma }

// On implements [operation.Server].
func (s *server) On() operation.Parts {
	return operation.Parts{Door: s.Desk, Reads: s.Reads, Engine: s.Ops, Accounts: s.Accounts, Mail: s.Mail, Rehearsals: s.Rehearsals, OpenAPI: s.openAPI}
}

func (s *server) openAPI() (json.RawMessage, error) { return json.Marshal(s.huma.OpenAPI()) }

// Describe implements [operation.Server].
func (s *server) Describe(o operation.About) huma.Operation {
	route := huma.Operation{
		OperationID: o.Name, Method: o.Method, Path: o.Path, Summary: o.Sentence, DefaultStatus: o.Status,
		Metadata:   map[string]any{rightKey: o.Right},
		Extensions: map[string]any{rightExtension: o.Right, scopeExtension: scopeOf(o.Method, o.Right)},
	}
	if o.Upload {
		route.MaxBodyBytes, route.BodyReadTimeout = maxUpload, 5*time.Minute
	}
	return route
}

// Caller implements [operation.Server]; [server.admit] has put it there.
func (s *server) Caller(ctx context.Context) casework.Caller {
	return ctx.Value(callerKey{}).(casework.Caller)
}

// Problem implements [operation.Server].
func (s *server) Problem(ctx context.Context, operation string, err error) error {
	return s.problem(ctx, operation, err)
}

type callerKey struct{}
