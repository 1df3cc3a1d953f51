package workflows

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
)

// shell carries one stream: it takes commands, has the record carry them out in
// rounds, and waits for what the record says is next. It holds no state of the
// stream and knows no rule.
//
// Only the main loop asks the record. Handlers put a command in the queue and
// wait, so nothing interleaves with a round.
type shell struct {
	in      Start
	stream  claim.Stream
	next    claim.Next
	known   bool    // next was heard from the record
	heard   bool    // a command or a wake has come: this run has what it was started for
	turning bool    // the run is about to continue as new, and takes no more commands
	queue   []*item // not carried out yet
	wakes   workflow.ReceiveChannel
	clock   clock
	shown   Shown // what operators see
	// round is called after every round, to start the effects that the record waits for.
	round func()
	// busy reports whether an effect is under way, and stop calls off those that can be.
	busy func() bool
	stop func()
}

// item is a command on its way through the main loop.
type item struct {
	cmd     claim.Command
	waits   bool // somebody waits for its outcome
	done    bool
	refused *claim.Error
}

func newShell(in Start, kind claim.StreamKind) *shell {
	return &shell{
		in: in, stream: claim.Stream{Kind: kind, ID: in.ID}, shown: in.Shown,
		round: func() {}, busy: func() bool { return false }, stop: func() {},
	}
}

// now is product time.
func (s *shell) now(ctx workflow.Context) time.Time {
	return claim.Instant(workflow.Now(ctx).Add(s.in.Offset))
}

// setup registers what the workflow answers to, before anything blocks, as an
// update that starts a workflow needs.
func (s *shell) setup(ctx workflow.Context) error {
	s.wakes = workflow.GetSignalChannel(ctx, SignalWake)
	for _, name := range claim.CommandKinds(s.stream.Kind) {
		err := workflow.SetUpdateHandlerWithOptions(ctx, UpdateName(name), s.take, workflow.UpdateHandlerOptions{
			Validator: s.validate, Description: "a command: " + name,
		})
		if err != nil {
			return err
		}
	}
	return workflow.SetQueryHandlerWithOptions(ctx, QueryState, func() (claim.Next, error) { return s.next, nil },
		workflow.QueryHandlerOptions{Description: "the step, what is due, and what waits to be done"})
}

// validate turns commands away while the run continues as new: the next one
// takes them. It leaves no trace in the history.
func (s *shell) validate(workflow.Context, claim.Command) error {
	if s.turning {
		return turnedAway("the run is being continued")
	}
	return nil
}

// turnedAway asks whoever sent a command to send it again: the next run takes it.
func turnedAway(why string) error {
	return temporal.NewApplicationErrorWithOptions(why, CodeTurning, temporal.ApplicationErrorOptions{NonRetryable: true})
}

// take is the handler of every update. A command that waits when somebody cancels
// the run may have been carried out or not, which is known when it is sent again.
func (s *shell) take(ctx workflow.Context, cmd claim.Command) (Done, error) {
	it := &item{cmd: cmd, waits: true}
	s.queue, s.heard = append(s.queue, it), true
	if err := workflow.Await(ctx, func() bool { return it.done }); err != nil {
		return Done{}, turnedAway("the run is being ended")
	}
	return Done{Version: s.next.Version, Refused: it.refused}, nil
}

// run is the main loop.
func (s *shell) run(ctx workflow.Context) error {
	for {
		if err := s.settle(ctx); err != nil {
			return err
		}
		s.show(ctx)
		if s.over() && s.idle(ctx) {
			if s.heard || !s.in.Command {
				s.clock.stop()
				return nil
			}
			if err := s.await(ctx); err != nil {
				return err
			}
			continue
		}
		if grown(ctx) {
			return s.turn(ctx)
		}
		s.clock.arm(ctx, s.next.Due, s.now(ctx), s.next.What)
		due := s.next.Due
		ready := func() bool {
			return s.pending() || s.clock.fired || !s.next.Due.Equal(due) || s.over() && s.idle(ctx) || grown(ctx)
		}
		if err := workflow.Await(ctx, ready); err != nil {
			return err
		}
	}
}

// await keeps a run that was started for a command open until it comes. The
// server may lose an update that it has not written down, and the run that it
// started with it; whoever sent it sends it again.
func (s *shell) await(ctx workflow.Context) error {
	limit, cancel := workflow.WithCancel(ctx)
	defer cancel()
	timer := workflow.NewTimerWithOptions(limit, time.Minute, workflow.TimerOptions{Summary: "the command has not come"})
	err := workflow.Await(ctx, func() bool { return s.pending() || timer.IsReady() })
	s.heard = true
	return err
}

// over reports whether nothing is left to wait for.
func (s *shell) over() bool { return s.known && s.next.Over && !s.busy() }

// pending reports whether there is something to ask the record.
func (s *shell) pending() bool { return len(s.queue) > 0 || s.wakes.Len() > 0 }

// idle reports whether the run can end without losing anything.
func (s *shell) idle(ctx workflow.Context) bool {
	return !s.pending() && workflow.AllHandlersFinished(ctx)
}

// settle asks the record, in rounds, until nothing is left to ask: what comes in
// during one is the next.
func (s *shell) settle(ctx workflow.Context) error {
	s.drain()
	if s.clock.fired {
		due := s.clock.take()
		s.put(claim.Tick{}, fmt.Sprint(due.UnixMicro(), s.next.Version))
	}
	for !s.known || len(s.queue) > 0 {
		batch := s.queue[:min(len(s.queue), maxRound)]
		s.queue = slices.Clone(s.queue[len(batch):])
		if err := s.carryOut(ctx, batch); err != nil {
			return err
		}
		s.drain()
	}
	return nil
}

// maxRound is how many commands are one transaction of the record.
const maxRound = 20

// drain takes the wakes: each says no more than to look again.
func (s *shell) drain() {
	for s.wakes.ReceiveAsync(nil) {
		s.known, s.heard = false, true
	}
}

// put queues a command of our own.
func (s *shell) put(body claim.Body, key string) {
	id := claim.DerivedID("system", s.stream.String(), body.CommandKind(), key)
	s.queue = append(s.queue, &item{cmd: claim.Command{ID: id, Actor: claim.System, Body: body}})
}

func (s *shell) carryOut(ctx workflow.Context, batch []*item) error {
	in := activities.Round{Stream: s.stream, At: s.now(ctx)}
	for _, it := range batch {
		in.Commands = append(in.Commands, it.cmd)
		in.Unconfirmed = in.Unconfirmed || it.waits
	}
	answer, err := s.ask(ctx, in)
	if err != nil {
		return err
	}
	for i, it := range batch {
		it.refused, it.done = answer.Refused[i], true
	}
	s.hear(answer.Next)
	return nil
}

// ask has the record carry a round out, in this very task of the workflow. What
// the record has counts, and it takes each command once, so a task that is lost
// afterwards leaves no harm. When the record does not answer soon, it is asked
// for as long as it takes.
func (s *shell) ask(ctx workflow.Context, in activities.Round) (activities.Answer, error) {
	var answer activities.Answer
	local := workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		StartToCloseTimeout: 5 * time.Second, RetryPolicy: &temporal.RetryPolicy{MaximumAttempts: 1},
		Summary: summary(in),
	})
	err := workflow.ExecuteLocalActivity(local, activities.Do, in).Get(ctx, &answer) // a local one goes by name
	if err == nil || ctx.Err() != nil {
		return answer, err
	}
	err = workflow.ExecuteActivity(recordOptions(ctx, summary(in)), (*activities.Record).Do, in).Get(ctx, &answer)
	return answer, err
}

// summary says in words what a round is for.
func summary(in activities.Round) string {
	if len(in.Commands) == 0 {
		return "look"
	}
	names := in.Commands[0].Body.CommandKind()
	for _, cmd := range in.Commands[1:] {
		names += ", " + cmd.Body.CommandKind()
	}
	return names[:min(len(names), 200)]
}

// hear takes where the stream stands, unless it is older news than what is known.
func (s *shell) hear(next claim.Next) {
	if s.next.Version <= next.Version {
		s.next = next
	}
	s.known = true
	s.round()
}

// turn continues as new between two commands: it takes no more of them, finishes
// those that it has, and lets one task pass, as the one that finishes an update
// must not continue as new (temporalio/temporal#6375).
func (s *shell) turn(ctx workflow.Context) error {
	s.turning = true
	s.stop()
	for {
		if err := s.settle(ctx); err != nil {
			return err
		}
		if err := workflow.Await(ctx, func() bool { return s.pending() || s.idle(ctx) && !s.busy() }); err != nil {
			return err
		}
		if s.pending() {
			continue
		}
		if err := workflow.Sleep(ctx, time.Millisecond); err != nil {
			return err
		}
		for s.wakes.ReceiveAsync(nil) { // the next run looks anyway
		}
		if s.idle(ctx) && !s.busy() {
			s.clock.stop()
			return workflow.NewContinueAsNewError(ctx, Name(s.stream.Kind), Start{ID: s.in.ID, Offset: s.in.Offset, Shown: s.shown})
		}
	}
}

// show tells operators where the stream stands. Search attributes cost an event,
// so they are told together, when they have changed and the run goes on.
func (s *shell) show(ctx workflow.Context) {
	workflow.SetCurrentDetails(ctx, s.details())
	now := ShownOf(s.next)
	updates := now.Since(s.shown)
	if len(updates) == 0 || s.over() {
		return
	}
	s.shown = now
	if err := workflow.UpsertTypedSearchAttributes(ctx, updates...); err != nil {
		workflow.GetLogger(ctx).Warn("operators do not see where a workflow stands", "error", err)
	}
}

// details is what an operator reads of the workflow.
func (s *shell) details() string {
	text := fmt.Sprintf("step: %s; waits for: %s; version %d", s.next.Step, s.next.Waits, s.next.Version)
	if !s.next.Due.IsZero() {
		text += fmt.Sprintf("; due: %s (%s)", s.next.Due.Format(time.RFC3339), s.next.What)
	}
	if n := len(s.next.Letters); n > 0 {
		text += fmt.Sprintf("; letters to hand over: %d", n)
	}
	return text
}

// grown reports whether the history is long enough to start a new run.
func grown(ctx workflow.Context) bool { return workflow.GetInfo(ctx).GetContinueAsNewSuggested() }

// heartbeat is how long the process that runs an activity may be silent before
// it is taken for dead, and the activity is tried again.
const heartbeat = 10 * time.Second

// recordOptions are for asking the record: for as long as it takes.
func recordOptions(ctx workflow.Context, summary string) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		HeartbeatTimeout:    heartbeat,
		Summary:             summary,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: 100 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 10 * time.Second,
		},
	})
}

// letterKey names a letter for whoever looks at the engine.
func letterKey(id uuid.UUID) string { return "letter " + id.String()[:8] }
