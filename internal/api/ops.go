package api

import (
	"context"
	"encoding/json"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// Ops is what can be done with the engine. The caller's right is checked before.
type Ops interface {
	// EngineStatus says how the engine is. One that does not answer is not ready.
	EngineStatus(ctx context.Context) (EngineStatus, error)
	// Rebuild sees to it that the workflow of everything that is open in the
	// record runs, and returns how many there are.
	Rebuild(ctx context.Context) (running int, err error)
}

// EngineStatus is how the engine is at one moment.
type EngineStatus struct {
	Kind          string           `json:"kind" doc:"embedded or cluster"`
	Ready         bool             `json:"ready"`
	ServerVersion string           `json:"serverVersion,omitempty"`
	Address       string           `json:"address,omitempty"`
	Namespace     string           `json:"namespace"`
	SchemaVersion string           `json:"schemaVersion,omitempty" doc:"of the embedded engine's database"`
	DatabaseBytes int64            `json:"databaseBytes,omitempty" doc:"size of the embedded engine's database"`
	Open          map[string]int64 `json:"open" doc:"running workflows by type"`
}

// Rebuilt says what a rebuild did.
type Rebuilt struct {
	Running int `json:"running" doc:"workflows of what is open in the record; all of them run now"`
}

func (s *server) engineStatus(ctx context.Context, _ casework.Caller, _ *none) (EngineStatus, error) {
	return s.Ops.EngineStatus(ctx)
}

func (s *server) engineRebuild(ctx context.Context, _ casework.Caller, _ *none) (Rebuilt, error) {
	running, err := s.Ops.Rebuild(ctx)
	return Rebuilt{running}, err
}

func (s *server) recordVerify(ctx context.Context, who casework.Caller, _ *none) (claim.VerifyReport, error) {
	return s.Desk.VerifyRecord(ctx, who, nil)
}

func (s *server) describe(context.Context, casework.Caller, *none) (json.RawMessage, error) {
	return json.Marshal(s.huma.OpenAPI())
}
