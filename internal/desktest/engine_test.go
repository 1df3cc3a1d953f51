package desktest_test

import (
	"context"

	"github.com/onrecord/onrecord/internal/operation"
)

// noEngine stands for the engine where there is none.
type noEngine struct{}

// EngineStatus implements [operation.Engine].
func (noEngine) EngineStatus(context.Context) (operation.EngineStatus, error) {
	return operation.EngineStatus{Kind: "none", Ready: true, Open: map[string]int64{}}, nil
}

// Rebuild implements [operation.Engine].
func (noEngine) Rebuild(context.Context) (int, error) { return 0, nil }

// Seal implements [operation.Engine].
func (noEngine) Seal(_ context.Context, payloads []operation.Payload) ([]operation.Payload, error) {
	return payloads, nil
}

// Open implements [operation.Engine].
func (noEngine) Open(_ context.Context, payloads []operation.Payload) ([]operation.Payload, error) {
	return payloads, nil
}
