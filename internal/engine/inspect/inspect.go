// Package inspect shows an operator how a workflow stands in the engine: facts, references, codes, and its latest events
// in words.
package inspect

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	failurepb "go.temporal.io/api/failure/v1"
	sdkpb "go.temporal.io/api/sdk/v1"
	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"

	"github.com/onrecord/onrecord/internal/engine"
)

const (
	// queryWithin bounds the wait for a worker to answer a query: nobody may be there.
	queryWithin = 2 * time.Second
	// tailEvents is how many events of a history are looked at, and tailShown how many are put into words at most.
	tailEvents, tailShown = 60, 12
	// metadataQuery is answered by the SDK for every workflow.
	metadataQuery = "__temporal_workflow_metadata"
)

// Inspector looks into one engine. It is safe for use by many goroutines.
type Inspector struct {
	engine  *engine.Engine
	data    converter.DataConverter
	failure converter.FailureConverter
}

// New returns an inspector of the engine.
func New(e *engine.Engine) Inspector {
	data, failure := e.Converters()
	return Inspector{e, data, failure}
}

// Workflow is how one workflow stands in the engine. It holds what the engine holds: facts, references and codes.
type Workflow struct {
	ID, Run, Type string
	Status        string // running, completed, failed, canceled, terminated, continued as new or timed out
	Running       bool
	Started       time.Time
	Closed        time.Time // zero while it runs
	Events        int64
	Bytes         int64
	Summary       string // said when it was started
	Details       string // said by the workflow, as of now; empty where no worker answers
	Attributes    []Attribute
	Activities    []PendingActivity
	Stuck         int32 // how often the workflow's own code was tried, if it fails
	// Tail are the latest events in words, the oldest first.
	Tail []Event
}

// Attribute is one search attribute.
type Attribute struct{ Name, Value string }

// PendingActivity is one that was asked for and is not done.
type PendingActivity struct {
	Type      string
	State     string // scheduled, started or cancel requested
	Queue     string
	Attempt   int32
	Scheduled time.Time
	Next      time.Time // attempt; zero if one is under way or due
	Failure   string    // of the last attempt: its code and its sentence
}

// Event is one event of a history in words.
type Event struct {
	ID   int64
	At   time.Time
	What string
}

// Workflow shows the latest run of a workflow. found is false for an id that the engine does not know, or has forgotten.
// When the server does not answer the error is as of [engine.Engine.Status]. Events tell instants in the zone.
func (i Inspector) Workflow(ctx context.Context, id string, zone *time.Location) (w Workflow, found bool, err error) {
	described, err := i.engine.Client().DescribeWorkflowExecution(ctx, id, "")
	var absent *serviceerror.NotFound
	if errors.As(err, &absent) {
		return Workflow{}, false, nil
	}
	if err != nil {
		return Workflow{}, false, i.engine.Silent(err)
	}
	w = i.overview(described)
	if w.Tail, err = i.tail(ctx, described.GetWorkflowExecutionInfo().GetExecution(), zone); err != nil {
		return Workflow{}, false, i.engine.Silent(err)
	}
	if w.Running {
		var metadata sdkpb.WorkflowMetadata
		if i.Query(ctx, id, metadataQuery, &metadata) {
			w.Details = metadata.GetCurrentDetails()
		}
	}
	return w, true, nil
}

// Query asks a running workflow, and reports whether it has answered: no worker may be there, or one of another version.
func (i Inspector) Query(ctx context.Context, id, query string, into any) bool {
	ctx, cancel := context.WithTimeout(ctx, queryWithin)
	defer cancel()
	answer, err := i.engine.Client().QueryWorkflow(ctx, id, "", query)
	return err == nil && answer.Get(into) == nil
}

func (i Inspector) overview(d *workflowservice.DescribeWorkflowExecutionResponse) Workflow {
	info := d.GetWorkflowExecutionInfo()
	w := Workflow{
		ID: info.GetExecution().GetWorkflowId(), Run: info.GetExecution().GetRunId(), Type: info.GetType().GetName(),
		Status: inWords(info.GetStatus().String()), Running: info.GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING,
		Started: info.GetStartTime().AsTime(), Events: info.GetHistoryLength(), Bytes: info.GetHistorySizeBytes(),
		Summary:    i.text(d.GetExecutionConfig().GetUserMetadata().GetSummary()),
		Attributes: i.attributes(info.GetSearchAttributes()),
	}
	if info.GetCloseTime() != nil {
		w.Closed = info.GetCloseTime().AsTime()
	}
	for _, a := range d.GetPendingActivities() {
		w.Activities = append(w.Activities, i.pending(a))
	}
	if task := d.GetPendingWorkflowTask(); task.GetAttempt() > 1 {
		w.Stuck = task.GetAttempt()
	}
	return w
}

func (i Inspector) attributes(found *commonpb.SearchAttributes) []Attribute {
	var out []Attribute
	for _, name := range slices.Sorted(maps.Keys(found.GetIndexedFields())) {
		var value any
		if name == "BuildIds" { // the server's own
			continue
		}
		if i.data.FromPayload(found.GetIndexedFields()[name], &value) == nil { // they are never sealed
			out = append(out, Attribute{name, fmt.Sprint(value)})
		}
	}
	return out
}

func (i Inspector) pending(a *workflowpb.PendingActivityInfo) PendingActivity {
	p := PendingActivity{
		Type: a.GetActivityType().GetName(), State: inWords(a.GetState().String()), Queue: a.GetActivityOptions().GetTaskQueue().GetName(),
		Attempt: a.GetAttempt(), Failure: i.failed(a.GetLastFailure()),
	}
	if a.GetScheduledTime() != nil {
		p.Scheduled = a.GetScheduledTime().AsTime()
	}
	if a.GetNextAttemptScheduleTime() != nil {
		p.Next = a.GetNextAttemptScheduleTime().AsTime()
	}
	return p
}

// failed says what a failure says of itself, with its code if it has one.
func (i Inspector) failed(f *failurepb.Failure) string {
	if f == nil {
		return ""
	}
	err := i.failure.FailureToError(f)
	var known *temporal.ApplicationError
	if !errors.As(err, &known) {
		return err.Error()
	}
	if known.Type() == "" {
		return known.Message()
	}
	return known.Type() + ": " + known.Message()
}

// text opens a payload that holds one text; what cannot be read is left out.
func (i Inspector) text(payload *commonpb.Payload) string {
	var text string
	if payload == nil || i.data.FromPayload(payload, &text) != nil {
		return ""
	}
	return text
}

// tail reads a history from its end. Instants in its words are in the zone.
func (i Inspector) tail(ctx context.Context, of *commonpb.WorkflowExecution, zone *time.Location) ([]Event, error) {
	page, err := i.engine.Client().WorkflowService().GetWorkflowExecutionHistoryReverse(ctx, &workflowservice.GetWorkflowExecutionHistoryReverseRequest{
		Namespace: i.engine.Namespace(), Execution: of, MaximumPageSize: tailEvents,
	})
	if err != nil {
		return nil, err
	}
	events := page.GetHistory().GetEvents()
	words := i.words(events, zone)
	var out []Event
	for _, event := range events {
		if what := words.of(event); what != "" && len(out) < tailShown {
			out = append(out, Event{ID: event.GetEventId(), At: event.GetEventTime().AsTime(), What: what})
		}
	}
	slices.Reverse(out)
	return out, nil
}

// inWords makes words of a name such as ContinuedAsNew.
func inWords(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToLower(string(r)))
	}
	return b.String()
}
