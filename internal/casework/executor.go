package casework

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/workflows"
)

// commandTimeout is how long the caller of a command waits, unless the context
// says otherwise. After that the outcome is unknown, and the same command may be
// sent again.
const commandTimeout = 30 * time.Second

type patienceContext struct{}

// WithPatience returns a context whose commands wait for the engine at most that
// long: for people, who wait before a page.
func WithPatience(ctx context.Context, atMost time.Duration) context.Context {
	return context.WithValue(ctx, patienceContext{}, atMost)
}

func patience(ctx context.Context) time.Duration {
	if chosen, ok := ctx.Value(patienceContext{}).(time.Duration); ok {
		return min(chosen, commandTimeout)
	}
	return commandTimeout
}

// Temporal is the [Executor] on a Temporal server, embedded or in a cluster.
type Temporal struct {
	Client client.Client
	// Offset is how far product time is ahead of the wall clock; nil for not at all.
	Offset func() time.Duration
	// CaseOf finds the case of a stream that has entries.
	CaseOf func(ctx context.Context, s claim.Stream) (uuid.UUID, error)

	pulse pulse
}

// Do implements [Executor]. The command's id is the update's id, so a retry
// answers instead of acting twice.
func (t *Temporal) Do(ctx context.Context, to claim.Stream, cmd claim.Command, version int64) error {
	if err := t.Reach(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience(ctx))
	defer cancel()
	defer t.pulse.attend(ctx, t.ask, cancel)()
	err := t.update(ctx, to, cmd, version)
	for pause := 5 * time.Millisecond; busy(err) && ctx.Err() == nil; pause *= 2 {
		sleep(ctx, pause)
		err = t.update(ctx, to, cmd, version)
	}
	if err == nil {
		t.pulse.beat()
	}
	return explain(ctx, err)
}

// Tell gives the workflow of a stream a command that nobody waits for.
func (t *Temporal) Tell(ctx context.Context, to claim.Stream, cmd claim.Command) error {
	_, err := t.Client.SignalWithStartWorkflow(ctx, workflows.ID(to), workflows.SignalTell, cmd,
		t.options(ctx, to, cmd.Body), workflows.Name(to.Kind), t.start(to, false))
	return explain(ctx, err)
}

// Start starts the workflow of a stream if it does not run.
func (t *Temporal) Start(ctx context.Context, s claim.Stream) error {
	_, err := t.Client.ExecuteWorkflow(ctx, t.options(ctx, s, nil), workflows.Name(s.Kind), t.start(s, false))
	return explain(ctx, err)
}

func (t *Temporal) start(s claim.Stream, isNew bool) workflows.Start {
	in := workflows.Start{ID: s.ID, New: isNew}
	if t.Offset != nil {
		in.Offset = t.Offset()
	}
	return in
}

// options are for starting the workflow of a stream. The case is known from the
// command that makes the stream, or else from the record. Not to find it costs
// an operator a label, and nothing else.
func (t *Temporal) options(ctx context.Context, s claim.Stream, body claim.Body) client.StartWorkflowOptions {
	var caseID uuid.UUID
	switch b := body.(type) {
	case claim.AddClaim:
		caseID = b.Case
	case claim.Ask:
		caseID = b.Case
	default:
		caseID, _ = t.CaseOf(ctx, s)
	}
	var attributes temporal.SearchAttributes
	if caseID != uuid.Nil {
		attributes = temporal.NewSearchAttributes(workflows.SearchCase.ValueSet(caseID.String()))
	}
	return client.StartWorkflowOptions{
		TypedSearchAttributes:    attributes,
		ID:                       workflows.ID(s),
		TaskQueue:                workflows.TaskQueue,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
	}
}

// update sends the command to the run there is, or starts one with it.
func (t *Temporal) update(ctx context.Context, to claim.Stream, cmd claim.Command, version int64) error {
	opts := client.UpdateWorkflowOptions{
		UpdateID: cmd.ID.String(), WorkflowID: workflows.ID(to), UpdateName: workflows.UpdateDo,
		Args: []any{cmd, workflows.Seen{Version: version}}, WaitForStage: client.WorkflowUpdateStageCompleted,
	}
	if version > 0 {
		err := finished(ctx)(t.Client.UpdateWorkflow(ctx, opts))
		var gone *serviceerror.NotFound
		if !errors.As(err, &gone) {
			return err
		}
	}
	return finished(ctx)(t.Client.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: t.Client.NewWithStartWorkflowOperation(t.options(ctx, to, cmd.Body), workflows.Name(to.Kind), t.start(to, version == 0)),
		UpdateOptions:          opts,
	}))
}

// finished waits for the outcome of an update.
func finished(ctx context.Context) func(client.WorkflowUpdateHandle, error) error {
	return func(h client.WorkflowUpdateHandle, err error) error {
		if err != nil {
			return err
		}
		return h.Get(ctx, nil)
	}
}

// busy reports whether the workflow has more commands in flight than the engine
// allows, or has just ended.
func busy(err error) bool {
	var exhausted *serviceerror.ResourceExhausted
	var aborted *serviceerror.WorkflowNotReady
	var gone *serviceerror.NotFound
	return errors.As(err, &exhausted) || errors.As(err, &aborted) || errors.As(err, &gone)
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// explain turns what the engine says into an error for people.
func explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	err = workflows.FromEngine(err)
	var known *claim.Error
	if errors.As(err, &known) {
		return known
	}
	var unknown *client.WorkflowUpdateServiceTimeoutOrCanceledError
	if errors.As(err, &unknown) || ctx.Err() != nil {
		return claim.Errorf(claim.CodeUnknownOutcome, "the engine did not answer in time; the command may still be carried out").
			WithHint("look whether it was; sending it again with the same key is safe")
	}
	var down *serviceerror.Unavailable
	var closed *serviceerror.Canceled // the product is stopping
	if errors.As(err, &down) || errors.As(err, &closed) {
		return unreachable()
	}
	return err
}

// unreachable is what is said of a command that the engine did not get.
func unreachable() error {
	return claim.Errorf(claim.CodeUnavailable, "the engine does not answer, so this was not carried out").
		WithHint("try again in a moment; see: onrecord engine status")
}
