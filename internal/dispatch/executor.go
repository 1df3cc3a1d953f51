// Package dispatch sends commands to the workflows that carry streams: it is what the
// door (package casework) asks for as an Executor, on a Temporal server. A command that
// got lost on the way is sent again under its own id, and an engine that went away is
// noticed at once.
package dispatch

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
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/workflows"
)

// commandTimeout is how long the caller of a command waits, unless the context
// says otherwise. After that the outcome is unknown, and the same command may be
// sent again.
const commandTimeout = 30 * time.Second

// attemptTimeout bounds one attempt to give the engine a command. The server keeps
// an update that it has admitted in memory alone for a moment and may lose it;
// then only a new attempt, under the same update id, brings it back.
const attemptTimeout = 4 * time.Second

// taskTimeout is how long the engine waits for a process that has taken up a step
// of a workflow before it gives the step to another one. Commands to that workflow
// are in doubt for as long when the process was killed in between. A step that
// waits for the record says in time that it is alive.
const taskTimeout = 5 * time.Second

// Temporal is the [casework.Executor] on a Temporal server, embedded or in a cluster.
type Temporal struct {
	Client client.Client
	// Now is product time.
	Now func() time.Time
	// Offset is how far product time is ahead of the wall clock; nil for not at all.
	Offset func() time.Duration
	// Next says where a stream stands.
	Next func(ctx context.Context, s claim.Stream) (claim.Next, error)
	// Known is told that the workflow of a stream knows of it up to a version; nil
	// if nobody is interested.
	Known func(s claim.Stream, version int64)

	pulse pulse
}

// Do implements [casework.Executor]. The command's id is the update's id, and the record
// takes it once, so a retry answers instead of acting twice.
func (t *Temporal) Do(ctx context.Context, to claim.Stream, cmd claim.Command, now claim.Next) error {
	if err := t.Reach(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, casework.PatienceOf(ctx, commandTimeout))
	defer cancel()
	defer t.pulse.attend(ctx, t.ask, cancel)()
	done, err := t.attempt(ctx, to, cmd, now)
	for pause := 5 * time.Millisecond; again(err) && ctx.Err() == nil; pause = min(2*pause, 500*time.Millisecond) {
		sleep(ctx, pause)
		done, err = t.attempt(ctx, to, cmd, now)
	}
	if err != nil {
		return explain(ctx, err)
	}
	t.pulse.beat()
	if t.Known != nil {
		t.Known(to, done.Version)
	}
	if done.Refused != nil {
		return done.Refused
	}
	return nil
}

// Wake has the workflow of a stream look at it, and starts it if it does not run.
// It returns when the engine will see to it.
func (t *Temporal) Wake(ctx context.Context, s claim.Stream) error {
	next, err := t.Next(ctx, s)
	if err != nil {
		return err
	}
	_, err = t.Client.SignalWithStartWorkflow(ctx, workflows.ID(s), workflows.SignalWake, nil,
		t.options(s, next), workflows.Name(s.Kind), t.start(s, next, false))
	return explain(ctx, err)
}

// Start starts the workflow of a stream if it does not run.
func (t *Temporal) Start(ctx context.Context, s claim.Stream) error {
	next, err := t.Next(ctx, s)
	if err != nil {
		return err
	}
	_, err = t.Client.ExecuteWorkflow(ctx, t.options(s, next), workflows.Name(s.Kind), t.start(s, next, false))
	return explain(ctx, err)
}

func (t *Temporal) start(s claim.Stream, next claim.Next, command bool) workflows.Start {
	in := workflows.Start{ID: s.ID, Command: command, Shown: workflows.ShownOf(next)}
	if t.Offset != nil {
		in.Offset = t.Offset()
	}
	return in
}

// options are for starting the workflow of a stream that stands there.
func (t *Temporal) options(s claim.Stream, next claim.Next) client.StartWorkflowOptions {
	attributes := []temporal.SearchAttributeUpdate{workflows.SearchKind.ValueSet(string(s.Kind))}
	if next.Case != uuid.Nil {
		attributes = append(attributes, workflows.SearchCase.ValueSet(next.Case.String()))
	}
	attributes = append(attributes, workflows.ShownOf(next).Since(workflows.Shown{})...)
	return client.StartWorkflowOptions{
		TypedSearchAttributes:    temporal.NewSearchAttributes(attributes...),
		ID:                       workflows.ID(s),
		TaskQueue:                workflows.TaskQueue,
		WorkflowTaskTimeout:      taskTimeout,
		StaticSummary:            workflows.Name(s.Kind),
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
	}
}

// attempt gives the engine the command once: to the run there is, or to one that
// is started with it.
func (t *Temporal) attempt(ctx context.Context, to claim.Stream, cmd claim.Command, now claim.Next) (workflows.Done, error) {
	ctx, cancel := context.WithTimeout(ctx, attemptTimeout)
	defer cancel()
	opts := client.UpdateWorkflowOptions{
		UpdateID: cmd.ID.String(), WorkflowID: workflows.ID(to), UpdateName: workflows.UpdateName(cmd.Body.CommandKind()),
		Args: []any{cmd}, WaitForStage: client.WorkflowUpdateStageCompleted,
	}
	if !now.Over {
		done, err := finished(ctx)(t.Client.UpdateWorkflow(ctx, opts))
		var gone *serviceerror.NotFound
		if !errors.As(err, &gone) {
			return done, err
		}
	}
	stands := began(cmd.Body, now, t.Now())
	return finished(ctx)(t.Client.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: t.Client.NewWithStartWorkflowOperation(t.options(to, stands), workflows.Name(to.Kind), t.start(to, stands, true)),
		UpdateOptions:          opts,
	}))
}

// began is where a stream will stand that the command begins.
func began(body claim.Body, now claim.Next, at time.Time) claim.Next {
	if now.Version > 0 {
		return now
	}
	if b, ok := body.(claim.Beginning); ok {
		return b.Begins(at)
	}
	return now
}

// finished waits for the outcome of an update.
func finished(ctx context.Context) func(client.WorkflowUpdateHandle, error) (workflows.Done, error) {
	return func(h client.WorkflowUpdateHandle, err error) (workflows.Done, error) {
		var done workflows.Done
		if err == nil {
			err = h.Get(ctx, &done)
		}
		return done, err
	}
}

// endedMeanwhile is how the server answers for a command that the workflow had
// taken when its run was ended: it may be carried out or not.
const endedMeanwhile = "AcceptedUpdateCompletedWorkflow"

// again reports whether another attempt may do: the engine has more commands of
// the workflow than it allows, the run has just ended or is being continued, or
// the attempt took too long.
func again(err error) bool {
	var exhausted *serviceerror.ResourceExhausted
	var aborted *serviceerror.WorkflowNotReady
	var gone *serviceerror.NotFound
	var late *client.WorkflowUpdateServiceTimeoutOrCanceledError
	var slow *serviceerror.DeadlineExceeded // so says the server of an update that was to start a run
	var app *temporal.ApplicationError
	return errors.As(err, &exhausted) || errors.As(err, &aborted) || errors.As(err, &gone) || errors.As(err, &late) ||
		errors.As(err, &slow) || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &app) && (app.Type() == workflows.CodeTurning || app.Type() == endedMeanwhile)
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
	var slow *serviceerror.DeadlineExceeded
	if errors.As(err, &unknown) || errors.As(err, &slow) || ctx.Err() != nil {
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
