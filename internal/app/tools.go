package app

import (
	"context"
	"fmt"
	"net"

	commonpb "go.temporal.io/api/common/v1"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/engine"
	"github.com/onrecord/onrecord/workflows"
)

// openToTools lets an operator's tools in to the embedded engine.
func (a *App) openToTools(l net.Listener) (err error) {
	if a.tools, err = a.Engine.Listen(l); err != nil {
		return a.explain(err)
	}
	a.log.Info("the engine listens for tools that show its client certificate", zap.String("address", a.tools.Address),
		zap.String("try", fmt.Sprintf("temporal --config-file %q workflow list", a.tools.Profile)))
	return nil
}

// Workflow implements [casework.Workflows].
func (h health) Workflow(ctx context.Context, s claim.Stream) (casework.WorkflowState, bool, error) {
	w, found, err := h.app.Engine.Inspect(ctx, workflows.ID(s))
	if err != nil || !found {
		return casework.WorkflowState{}, false, explain(err)
	}
	state := workflowState(w)
	var heard casework.Next
	if w.Running && h.app.Engine.Query(ctx, w.ID, queryState, &heard) {
		state.Heard = &heard
	}
	return state, true, nil
}

// queryState asks a workflow what it last heard from the record.
const queryState = "state"

func workflowState(w engine.Workflow) casework.WorkflowState {
	state := casework.WorkflowState{
		Run: w.Run, Type: w.Type, Status: w.Status, Running: w.Running, Started: w.Started, Closed: w.Closed,
		Events: w.Events, Bytes: w.Bytes, Summary: w.Summary, Details: w.Details, Attributes: map[string]string{},
	}
	for _, attribute := range w.Attributes {
		state.Attributes[attribute.Name] = attribute.Value
	}
	for _, a := range w.Activities {
		state.Activities = append(state.Activities, casework.PendingActivity(a))
	}
	if w.Stuck != nil {
		state.Stuck = w.Stuck.Attempt
	}
	for _, event := range w.Tail {
		state.Tail = append(state.Tail, casework.WorkflowEvent(event))
	}
	return state
}

// Seal implements [api.Ops].
func (o ops) Seal(_ context.Context, payloads []api.Payload) ([]api.Payload, error) {
	return recode(payloads, o.Engine.Codec().Encode)
}

// Open implements [api.Ops].
func (o ops) Open(_ context.Context, payloads []api.Payload) ([]api.Payload, error) {
	out, err := recode(payloads, o.Engine.Codec().Decode)
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "this was not sealed with the keys of this desk")
	}
	return out, nil
}

func recode(in []api.Payload, change func([]*commonpb.Payload) ([]*commonpb.Payload, error)) ([]api.Payload, error) {
	payloads := make([]*commonpb.Payload, len(in))
	for i, p := range in {
		payloads[i] = &commonpb.Payload{Metadata: p.Metadata, Data: p.Data}
	}
	payloads, err := change(payloads)
	if err != nil {
		return nil, err
	}
	out := make([]api.Payload, len(payloads))
	for i, p := range payloads {
		out[i] = api.Payload{Metadata: p.GetMetadata(), Data: p.GetData()}
	}
	return out, nil
}
