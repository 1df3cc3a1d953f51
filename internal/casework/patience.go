package casework

import (
	"context"
	"time"
)

type patienceContext struct{}

// WithPatience returns a context whose commands wait for the engine at most that
// long: for people, who wait before a page.
func WithPatience(ctx context.Context, atMost time.Duration) context.Context {
	return context.WithValue(ctx, patienceContext{}, atMost)
}

// PatienceOf is how long commands of a context wait for the engine, which is never
// longer than they wait otherwise.
func PatienceOf(ctx context.Context, otherwise time.Duration) time.Duration {
	if chosen, ok := ctx.Value(patienceContext{}).(time.Duration); ok {
		return min(chosen, otherwise)
	}
	return otherwise
}
