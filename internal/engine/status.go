package engine

import (
	"context"
	"errors"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	taskqueuepb "go.temporal.io/api/taskqueue/v1"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
)

// openWorkflows selects what runs now.
const openWorkflows = "ExecutionStatus = 'Running'"

// maxCounted bounds how many open workflows Status looks at.
const maxCounted = 100_000

// Status is how the engine is at one moment.
type Status struct {
	Kind          Kind
	Ready         bool
	ServerVersion string
	Address       string
	Namespace     string
	// SchemaVersion and SQLiteVersion are empty on a cluster.
	SchemaVersion string
	SQLiteVersion string
	// DatabaseBytes is the size of the database and its write-ahead log; zero on a cluster.
	DatabaseBytes int64
	// Open counts running workflows by type, as visibility knows them: it lags behind by about a second.
	Open map[string]int64
}

// Status asks the server. When it does not answer, what is known without it is returned together with an error that
// has CodeNotReady, or CodeUnreachable on a cluster.
func (e *Engine) Status(ctx context.Context) (Status, error) {
	status := Status{Kind: e.kind, Address: e.address, Namespace: e.namespace, Open: map[string]int64{}}
	if e.local != nil {
		if err := e.local.describe(&status); err != nil {
			return status, err
		}
	}
	info, err := e.client.WorkflowService().GetSystemInfo(ctx, &workflowservice.GetSystemInfoRequest{})
	if err != nil {
		return status, e.Silent(err)
	}
	status.ServerVersion = info.GetServerVersion()
	if err := e.probe(ctx); err != nil {
		return status, e.Silent(err)
	}
	status.Ready = true
	err = e.eachOpen(ctx, func(found *workflowpb.WorkflowExecutionInfo) bool {
		status.Open[found.GetType().GetName()]++
		return sum(status.Open) < maxCounted
	})
	return status, err
}

// Health is Status without counting what runs, so that it answers at once.
func (e *Engine) Health(ctx context.Context) (Status, error) {
	status := Status{Kind: e.kind, Address: e.address, Namespace: e.namespace}
	if e.local != nil {
		if err := e.local.describe(&status); err != nil {
			return status, err
		}
	}
	info, err := e.client.WorkflowService().GetSystemInfo(ctx, &workflowservice.GetSystemInfoRequest{})
	if err != nil {
		return status, e.Silent(err)
	}
	status.ServerVersion, status.Ready = info.GetServerVersion(), true
	return status, nil
}

// Pollers counts the workers that have asked a task queue for workflows in the last minutes.
func (e *Engine) Pollers(ctx context.Context, queue string) (int, error) {
	described, err := e.client.WorkflowService().DescribeTaskQueue(ctx, &workflowservice.DescribeTaskQueueRequest{
		Namespace: e.namespace, TaskQueue: &taskqueuepb.TaskQueue{Name: queue}, TaskQueueType: enumspb.TASK_QUEUE_TYPE_WORKFLOW,
	})
	if err != nil {
		return 0, e.Silent(err)
	}
	return len(described.GetPollers()), nil
}

func (s *localServer) describe(status *Status) error {
	version, err := s.files.version()
	if err != nil {
		return err
	}
	status.SchemaVersion, status.SQLiteVersion = version, s.sqlite
	status.DatabaseBytes = s.files.databaseBytes()
	return nil
}

// Silent explains an error of a call to the server as one that does not answer: not_ready for the embedded one, unreachable
// or denied for a cluster.
func (e *Engine) Silent(err error) error {
	if e.kind == KindCluster {
		return e.explainDial(err)
	}
	return fail(CodeNotReady, "the embedded Temporal server does not answer", err)
}

// eachOpen calls visit for every open workflow that visibility knows, until visit returns false.
func (e *Engine) eachOpen(ctx context.Context, visit func(*workflowpb.WorkflowExecutionInfo) bool) error {
	var page []byte
	for {
		listed, err := e.client.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{
			Namespace: e.namespace, Query: openWorkflows, PageSize: 1000, NextPageToken: page,
		})
		if err != nil {
			return fmt.Errorf("engine: list open workflows: %w", err)
		}
		for _, found := range listed.GetExecutions() {
			if !visit(found) {
				return nil
			}
		}
		if page = listed.GetNextPageToken(); len(page) == 0 {
			return nil
		}
	}
}

func sum(counts map[string]int64) int64 {
	var total int64
	for _, count := range counts {
		total += count
	}
	return total
}

// notFound reports that a workflow is unknown or closed.
func notFound(err error) bool {
	var absent *serviceerror.NotFound
	return errors.As(err, &absent)
}
