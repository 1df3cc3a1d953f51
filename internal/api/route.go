package api

import (
	"context"
	"fmt"
	"net/http"

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

// need says who may use a route. What exactly they may do there, the desk decides.
type need int

const (
	// unstated is the zero need: such a route cannot be registered.
	unstated need = iota
	// aPerson is anybody who is on the desk.
	aPerson
	// theEngine is whoever may manage the engine.
	theEngine
)

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

func register[I, O any](s *server, o op, status int, h handler[I, O]) {
	if o.need == unstated {
		panic(fmt.Sprintf("api: route %s does not say who may use it", o.id))
	}
	huma.Register(s.huma, huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Summary: o.summary, DefaultStatus: status,
		Metadata: map[string]any{"need": o.need},
	}, func(ctx context.Context, in *I) (*reply[O], error) {
		out, err := h(ctx, callerOf(ctx), in)
		if err != nil {
			return nil, s.problem(ctx, o.id, err)
		}
		return &reply[O]{out}, nil
	})
}
