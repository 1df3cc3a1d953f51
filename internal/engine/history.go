package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/proxy"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"
)

// Describe returns the size of the latest run of a workflow: history events, state transitions (each is one write to
// the database), and bytes of history.
func (e *Engine) Describe(ctx context.Context, id string) (events, transitions, size int64, err error) {
	described, err := e.client.DescribeWorkflowExecution(ctx, id, "")
	if err != nil {
		return 0, 0, 0, fmt.Errorf("engine: describe workflow: %w", err)
	}
	info := described.GetWorkflowExecutionInfo()
	return info.GetHistoryLength(), info.GetStateTransitionCount(), info.GetHistorySizeBytes(), nil
}

// DumpHistory returns the history of the latest run as indented JSON with every payload opened, so that a replayer
// can use it without keys. The dump is content: only made-up cases belong into fixtures.
func (e *Engine) DumpHistory(ctx context.Context, id string) ([]byte, error) {
	history, err := e.history(ctx, workflow.Execution{ID: id})
	if err != nil {
		return nil, err
	}
	if err := openHistory(ctx, e.codec, history); err != nil {
		return nil, fmt.Errorf("engine: open history: %w", err)
	}
	text, err := temporalproto.CustomJSONMarshalOptions{}.Marshal(history)
	if err != nil {
		return nil, fmt.Errorf("engine: marshal history: %w", err)
	}
	var indented bytes.Buffer
	// The marshaller varies its white space from build to build on purpose; fixtures should not.
	if err := json.Indent(&indented, text, "", "  "); err != nil {
		return nil, fmt.Errorf("engine: indent history: %w", err)
	}
	indented.WriteByte('\n')
	return indented.Bytes(), nil
}

func (e *Engine) history(ctx context.Context, of workflow.Execution) (*historypb.History, error) {
	history := &historypb.History{}
	iterator := e.client.GetWorkflowHistory(ctx, of.ID, of.RunID, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for iterator.HasNext() {
		event, err := iterator.Next()
		if err != nil {
			return nil, fmt.Errorf("engine: read history: %w", err)
		}
		history.Events = append(history.Events, event)
	}
	return history, nil
}

func openHistory(ctx context.Context, codec converter.PayloadCodec, history *historypb.History) error {
	return proxy.VisitPayloads(ctx, history, proxy.VisitPayloadsOptions{
		SkipSearchAttributes: true,
		Visitor: func(_ *proxy.VisitPayloadsContext, payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
			return codec.Decode(payloads)
		},
	})
}
