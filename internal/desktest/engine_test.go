package desktest_test

import (
	"context"

	"github.com/onrecord/onrecord/internal/api"
)

// noEngine stands for the engine where there is none.
type noEngine struct{}

// EngineStatus implements [api.Ops].
func (noEngine) EngineStatus(context.Context) (api.EngineStatus, error) {
	return api.EngineStatus{Kind: "none", Ready: true, Open: map[string]int64{}}, nil
}

// Rebuild implements [api.Ops].
func (noEngine) Rebuild(context.Context) (int, error) { return 0, nil }

// Seal implements [api.Ops].
func (noEngine) Seal(_ context.Context, payloads []api.Payload) ([]api.Payload, error) {
	return payloads, nil
}

// Open implements [api.Ops].
func (noEngine) Open(_ context.Context, payloads []api.Payload) ([]api.Payload, error) {
	return payloads, nil
}
