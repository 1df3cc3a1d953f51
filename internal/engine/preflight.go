package engine

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.uber.org/zap"
)

// replayers is how many histories are replayed at a time.
const replayers = 4

// PreflightReport says which open workflows the present code can carry on.
type PreflightReport struct {
	// Count is how many open workflows were replayed.
	Count int
	// Duration is how long that took.
	Duration time.Duration
	// Mismatches are those that do not replay, by workflow id. Do not start workers while there are any: each would
	// be stuck, though none would be lost.
	Mismatches []Mismatch
}

// Mismatch is an open workflow whose history the present code does not reproduce.
type Mismatch struct {
	WorkflowID   string
	RunID        string
	WorkflowType string
	// Reason is short and free of content.
	Reason string
}

// OK reports that workers may start.
func (r PreflightReport) OK() bool { return len(r.Mismatches) == 0 }

// Preflight replays the history of every open workflow against the code that register names. Run it before any worker
// starts. It finds the workflows by visibility; one that closes meanwhile is left out. register is called more than
// once, for replayers that work side by side.
func (e *Engine) Preflight(ctx context.Context, register func(worker.WorkflowReplayer)) (PreflightReport, error) {
	started := time.Now()
	var open []*workflowpb.WorkflowExecutionInfo
	err := e.eachOpen(ctx, func(found *workflowpb.WorkflowExecutionInfo) bool {
		open = append(open, found)
		return true
	})
	if err != nil {
		return PreflightReport{}, err
	}
	report, err := e.replayAll(ctx, open, register)
	report.Duration = time.Since(started)
	slices.SortFunc(report.Mismatches, func(a, b Mismatch) int { return cmp.Compare(a.WorkflowID, b.WorkflowID) })
	return report, err
}

func (e *Engine) replayAll(ctx context.Context, open []*workflowpb.WorkflowExecutionInfo, register func(worker.WorkflowReplayer)) (PreflightReport, error) {
	var (
		report PreflightReport
		mu     sync.Mutex
		errs   = make([]error, replayers)
		all    sync.WaitGroup
	)
	for i := range replayers {
		all.Go(func() {
			replayer, err := e.newReplayer(register)
			for n := i; n < len(open) && err == nil; n += replayers {
				var reason string
				var replayed bool
				reason, replayed, err = e.replay(ctx, replayer, open[n])
				mu.Lock()
				report.add(open[n], reason, replayed)
				mu.Unlock()
			}
			errs[i] = err
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return report, err
		}
	}
	return report, nil
}

func (r *PreflightReport) add(info *workflowpb.WorkflowExecutionInfo, reason string, replayed bool) {
	if !replayed {
		return
	}
	r.Count++
	if reason != "" {
		r.Mismatches = append(r.Mismatches, Mismatch{
			WorkflowID: info.GetExecution().GetWorkflowId(), RunID: info.GetExecution().GetRunId(), WorkflowType: info.GetType().GetName(), Reason: reason,
		})
	}
}

func (e *Engine) newReplayer(register func(worker.WorkflowReplayer)) (worker.WorkflowReplayer, error) {
	replayer, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{
		DataConverter: e.data, FailureConverter: e.failure,
	})
	if err != nil {
		return nil, fmt.Errorf("engine: make replayer: %w", err)
	}
	register(replayer)
	return replayer, nil
}

// replay returns why the run does not replay, or "" when it does. A run without a finished workflow task has decided
// nothing yet, so there is nothing to contradict. The history is fetched here and not by the replayer: to one that
// fetches it a local activity that is not registered has failed, and every run would contradict its history.
func (e *Engine) replay(ctx context.Context, replayer worker.WorkflowReplayer, info *workflowpb.WorkflowExecutionInfo) (reason string, replayed bool, err error) {
	execution := workflow.Execution{ID: info.GetExecution().GetWorkflowId(), RunID: info.GetExecution().GetRunId()}
	history, err := e.history(ctx, execution)
	if err == nil {
		// What a replay finds is in the report, not in the log.
		err = replayer.ReplayWorkflowHistoryWithOptions(clientLog(zap.NewNop()), history, worker.ReplayWorkflowHistoryOptions{OriginalExecution: execution})
	}
	switch {
	case ctx.Err() != nil:
		return "", false, fmt.Errorf("engine: preflight: %w", ctx.Err())
	case notFound(err):
		return "", false, nil
	case history == nil:
		return "", false, err
	case err == nil || strings.Contains(err.Error(), "at least 3 events"):
		return "", true, nil
	default:
		return replayReason(err), true, nil
	}
}

// mismatches read the kind of event out of the SDK's texts, which go on to print whole events, payloads included.
var mismatches = []struct {
	sign   *regexp.Regexp
	reason string
}{
	{regexp.MustCompile(`history event is (\w+).*replay command is (\w+)`), "its history has %s where the code now asks for %s"},
	{regexp.MustCompile(`missing replay command for (\w+)`), "its history has %s, which the code no longer asks for"},
	{regexp.MustCompile(`extra replay command for (\w+)`), "the code asks for %s, which its history does not have"},
	{regexp.MustCompile(`a matching (\w+) command was expected`), "its history has %s, which the code no longer asks for"},
}

// replayReason says what kind of mismatch it is.
func replayReason(err error) string {
	text := err.Error()
	switch {
	case strings.Contains(text, "unable to find workflow type"):
		return "this program does not know its workflow type"
	case strings.Contains(text, "open payload"):
		return "the present keys do not open its history"
	}
	for _, known := range mismatches {
		if found := known.sign.FindStringSubmatch(text); found != nil {
			kinds := make([]any, len(found)-1)
			for i, kind := range found[1:] {
				kinds[i] = kind
			}
			return fmt.Sprintf(known.reason, kinds...)
		}
	}
	return "the workflow code fails on its history"
}
