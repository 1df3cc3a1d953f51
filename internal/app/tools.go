package app

import (
	"context"
	"fmt"
	"net"

	commonpb "go.temporal.io/api/common/v1"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/engine/inspect"
	"github.com/onrecord/onrecord/internal/operation"
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
	settings, err := h.app.Desk.DeskSettings(ctx)
	if err != nil {
		return casework.WorkflowState{}, false, err
	}
	inspector := inspect.New(h.app.Engine)
	w, found, err := inspector.Workflow(ctx, workflows.ID(s), settings.Location())
	if err != nil || !found {
		return casework.WorkflowState{}, false, explain(err)
	}
	state := workflowState(w)
	var heard claim.Next
	if w.Running && inspector.Query(ctx, w.ID, workflows.QueryState, &heard) {
		state.Heard = &heard
	}
	return state, true, nil
}

func workflowState(w inspect.Workflow) casework.WorkflowState {
	state := casework.WorkflowState{
		Run: w.Run, Type: w.Type, Status: w.Status, Running: w.Running, Started: w.Started, Closed: w.Closed,
		Events: w.Events, Bytes: w.Bytes, Summary: w.Summary, Details: w.Details, Attributes: map[string]string{}, Stuck: w.Stuck,
	}
	for _, attribute := range w.Attributes {
		state.Attributes[attribute.Name] = attribute.Value
	}
	for _, a := range w.Activities {
		state.Activities = append(state.Activities, casework.PendingActivity(a))
	}
	for _, event := range w.Tail {
		state.Tail = append(state.Tail, casework.WorkflowEvent(event))
	}
	return state
}

// Seal implements [operation.Engine].
func (o ops) Seal(_ context.Context, payloads []operation.Payload) ([]operation.Payload, error) {
	return recode(payloads, o.Engine.Codec().Encode)
}

// Open implements [operation.Engine].
func (o ops) Open(_ context.Context, payloads []operation.Payload) ([]operation.Payload, error) {
	out, err := recode(payloads, o.Engine.Codec().Decode)
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "this was not sealed with the keys of this desk")
	}
	return out, nil
}

func recode(in []operation.Payload, change func([]*commonpb.Payload) ([]*commonpb.Payload, error)) ([]operation.Payload, error) {
	payloads := make([]*commonpb.Payload, len(in))
	for i, p := range in {
		payloads[i] = &commonpb.Payload{Metadata: p.Metadata, Data: p.Data}
	}
	payloads, err := change(payloads)
	if err != nil {
		return nil, err
	}
	out := make([]operation.Payload, len(payloads))
	for i, p := range payloads {
		out[i] = operation.Payload{Metadata: p.GetMetadata(), Data: p.GetData()}
	}
	return out, nil
}
