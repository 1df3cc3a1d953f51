package operation

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
)

// Parts are what operations are carried out on: those that change something on
// the door, those that show something in the reading room.
type Parts struct {
	Door  *casework.Door
	Reads *reading.Room
	// Engine is for those that manage the engine, Accounts for those on tokens.
	Engine   Engine
	Accounts Accounts
	// Rehearsals is for those that rehearse; nil where nothing is.
	Rehearsals *rehearsal.Room
	// Mail is for those on the mail servers; nil where there are none.
	Mail Mail
	// OpenAPI is the description of the interface itself.
	OpenAPI func() (json.RawMessage, error)
}

// Engine is what can be done with the engine.
type Engine interface {
	// EngineStatus says how the engine is. One that does not answer is not ready.
	EngineStatus(ctx context.Context) (EngineStatus, error)
	// Rebuild sees to it that the workflow of everything that is open in the
	// record runs, and returns how many there are.
	Rebuild(ctx context.Context) (running int, err error)
	// Seal and Open are what the engine does with what it stores. They return
	// [claim.CodeInvalid] for what was not sealed with the keys of this desk.
	Seal(ctx context.Context, payloads []Payload) ([]Payload, error)
	Open(ctx context.Context, payloads []Payload) ([]Payload, error)
}

// Accounts keep the API tokens of people.
type Accounts interface {
	MakeToken(ctx context.Context, person uuid.UUID, in auth.TokenInput) (string, signin.APIToken, error)
	Tokens(ctx context.Context, person uuid.UUID) ([]signin.APIToken, error)
	RevokeToken(ctx context.Context, person, id uuid.UUID) error
}

type scopeKey struct{}

// WithScope returns a context of a request that is made with a token of a scope.
func WithScope(ctx context.Context, scope people.Scope) context.Context {
	return context.WithValue(ctx, scopeKey{}, scope)
}

// scopeOf is empty for a request without a token, such as a page.
func scopeOf(ctx context.Context) people.Scope {
	scope, _ := ctx.Value(scopeKey{}).(people.Scope)
	return scope
}

// beside makes an operation of the door of what a room beside it does.
func beside[In, Out any](do func(context.Context, *casework.Door, casework.Caller, In) (Out, error)) func(*casework.Door, context.Context, casework.Caller, In) (Out, error) {
	return func(on *casework.Door, ctx context.Context, who casework.Caller, in In) (Out, error) {
		return do(ctx, on, who, in)
	}
}

// besideNamed is beside for what takes the name of a thing, or its identifier, too.
func besideNamed[Name, In, Out any](do func(context.Context, *casework.Door, casework.Caller, Name, In) (Out, error)) func(*casework.Door, context.Context, casework.Caller, Name, In) (Out, error) {
	return func(on *casework.Door, ctx context.Context, who casework.Caller, name Name, in In) (Out, error) {
		return do(ctx, on, who, name, in)
	}
}
