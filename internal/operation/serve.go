package operation

import (
	"context"
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord/internal/casework"
)

// Server serves operations over HTTP. It has found out who asks, and checked
// that they may, before an operation is carried out.
type Server interface {
	Huma() huma.API
	// On is what operations are carried out on.
	On() Parts
	// Describe is the route of an operation.
	Describe(a About) huma.Operation
	// Caller is who asks.
	Caller(ctx context.Context) casework.Caller
	// Problem is how an error is answered.
	Problem(ctx context.Context, operation string, err error) error
}

// reply is the body of an answer.
type reply[T any] struct{ Body T }

// list is several things of a kind, as JSON.
type list[T any] struct {
	Items []T `json:"items"`
}

// items reads such a list.
type items[T any] struct{ to *[]T }

// UnmarshalJSON implements [json.Unmarshaler].
func (i items[T]) UnmarshalJSON(data []byte) error {
	var l list[T]
	err := json.Unmarshal(data, &l)
	*i.to = l.Items
	return err
}

// serve makes a route. It is a function, and not a method of [Server], because
// huma reads the schema from the types.
func serve[In, Out any](on Server, a About, do func(context.Context, casework.Caller, *In) (Out, error)) {
	huma.Register(on.Huma(), on.Describe(a), func(ctx context.Context, in *In) (*reply[Out], error) {
		out, err := do(ctx, on.Caller(ctx), in)
		if err != nil {
			return nil, on.Problem(ctx, a.Name, err)
		}
		return &reply[Out]{out}, nil
	})
}
