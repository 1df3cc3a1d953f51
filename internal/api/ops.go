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
	// Seal and Open are what the engine does with what it stores. They return
	// [claim.CodeInvalid] for what was not sealed with the keys of this desk.
	Seal(ctx context.Context, payloads []Payload) ([]Payload, error)
	Open(ctx context.Context, payloads []Payload) ([]Payload, error)
}

// Payloads are what the engine stores, as Temporal's tools send them to a codec
// server, in the JSON of its protocol.
type Payloads struct {
	_        struct{}  `additionalProperties:"true"`
	Payloads []Payload `json:"payloads,omitempty"` // a query without arguments has none
}

// Payload is one argument or result of a workflow.
type Payload struct {
	_        struct{}          `additionalProperties:"true"`
	Metadata map[string][]byte `json:"metadata,omitempty"`
	Data     []byte            `json:"data,omitempty"`
}

// WorkflowPath names a workflow.
type WorkflowPath struct {
	Workflow string `path:"workflow" doc:"CASE/CLAIM, PARTY@CASE or the workflow's identifier; a slash in it is written %2F"`
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
	Profile       string           `json:"profile,omitempty" doc:"file on the machine of the desk by which the temporal command line gets to the embedded engine"`
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

func (s *server) engineWorkflow(ctx context.Context, who casework.Caller, in *WorkflowPath) (casework.WorkflowView, error) {
	return s.Desk.EngineWorkflow(ctx, who, in.Workflow)
}

// codec answers Temporal's tools.
func (s *server) codec(do func(Ops, context.Context, []Payload) ([]Payload, error)) handler[body[Payloads], Payloads] {
	return func(ctx context.Context, _ casework.Caller, in *body[Payloads]) (Payloads, error) {
		out, err := do(s.Ops, ctx, in.Body.Payloads)
		return Payloads{Payloads: out}, err
	}
}

func (s *server) recordVerify(ctx context.Context, who casework.Caller, _ *none) (claim.VerifyReport, error) {
	return s.Desk.VerifyRecord(ctx, who, nil)
}

func (s *server) describe(context.Context, casework.Caller, *none) (json.RawMessage, error) {
	return json.Marshal(s.huma.OpenAPI())
}
