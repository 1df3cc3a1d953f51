package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord/internal/casework"
)

// op describes one route.
type op struct {
	id      string // noun and verb
	method  string
	path    string
	need    need
	summary string
}

// need is the operation that a route leads to: who may do it may use the route.
// A route without one cannot be registered.
type need = casework.Operation

// aPerson is the need of a route for everybody who is on the desk.
const aPerson need = "be on the desk"

// ownAccount is the need of a route by which people manage their own tokens.
const ownAccount need = "manage your own account"

// needExtension is where the description of the API states the need of a route.
const needExtension = "x-onrecord-operation"

// scopeExtension is where the description of the API states the scope that a token needs.
const scopeExtension = "x-onrecord-scope"

// handler answers one request of a person of the desk.
type handler[I, O any] func(ctx context.Context, who casework.Caller, in *I) (O, error)

// reply is the body of an answer.
type reply[T any] struct{ Body T }

// list is several things of a kind.
type list[T any] struct {
	Items []T `json:"items"`
}

func listOf[T any](items []T, err error) (list[T], error) {
	return list[T]{append([]T{}, items...)}, err
}

// route registers what looks at, or changes, something that is there.
func route[I, O any](s *server, o op, h handler[I, O]) { register(s, o, http.StatusOK, h) }

// create registers what makes something.
func create[I, O any](s *server, o op, h handler[I, O]) { register(s, o, http.StatusCreated, h) }

// upload registers what makes something out of a file: a request of up to
// maxUpload bytes, and time for it to arrive. All others may have 1 MiB.
func upload[I, O any](s *server, o op, h handler[I, O]) {
	register(s, o, http.StatusCreated, h, func(h *huma.Operation) {
		h.MaxBodyBytes, h.BodyReadTimeout = maxUpload, 5*time.Minute
	})
}

func register[I, O any](s *server, o op, status int, h handler[I, O], limits ...func(*huma.Operation)) {
	if o.need == "" {
		panic(fmt.Sprintf("api: route %s does not say who may use it", o.id))
	}
	operation := huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Summary: o.summary, DefaultStatus: status,
		Metadata: map[string]any{"need": o.need}, Extensions: map[string]any{needExtension: o.need, scopeExtension: scopeOf(o.method, o.need)},
	}
	for _, limit := range limits {
		limit(&operation)
	}
	huma.Register(s.huma, operation, func(ctx context.Context, in *I) (*reply[O], error) {
		out, err := h(ctx, callerOf(ctx), in)
		if err != nil {
			return nil, s.problem(ctx, o.id, err)
		}
		return &reply[O]{out}, nil
	})
}
