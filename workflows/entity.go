package workflows

import (
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
)

// entity is the shell around one aggregate: it takes commands, decides them in
// order, and commits what follows with one activity per round.
//
// Only the main loop decides and changes the state. Handlers put a command in
// the queue and wait for its outcome, so nothing interleaves with a commit.
type entity struct {
	in     Start
	stream claim.Stream
	state  claim.Aggregate // nil until loaded
	queue  []*item
	told   workflow.ReceiveChannel
	// recorded is called after entries are in the record, to run what they ask for.
	recorded func(workflow.Context, []claim.Entry)
}

// item is a command on its way through the main loop.
type item struct {
	cmd  claim.Command
	seen int64 // version of the stream that the sender saw
	done bool
	err  error
}

func newEntity(in Start, kind claim.StreamKind) *entity {
	e := &entity{in: in, stream: claim.Stream{Kind: kind, ID: in.ID}, recorded: func(workflow.Context, []claim.Entry) {}}
	if in.New {
		e.state = claim.New(kind, in.ID)
	}
	return e
}

// now is product time.
func (e *entity) now(ctx workflow.Context) time.Time {
	return claim.Instant(workflow.Now(ctx).Add(e.in.Offset))
}

// setup registers the handlers before anything blocks, as update-with-start
// needs, and then loads the state.
func (e *entity) setup(ctx workflow.Context) error {
	e.told = workflow.GetSignalChannel(ctx, SignalTell)
	err := workflow.SetUpdateHandlerWithOptions(ctx, UpdateDo, e.do, workflow.UpdateHandlerOptions{Validator: e.validate})
	if err != nil || e.state != nil {
		return err
	}
	return e.load(ctx)
}

// validate refuses what cannot be decided now, before it costs any history. A
// state that is not loaded yet, or is behind the record, refuses nothing; the
// main loop will.
func (e *entity) validate(ctx workflow.Context, cmd claim.Command, seen Seen) error {
	if e.state == nil || e.version() < seen.Version {
		return nil
	}
	_, err := e.state.Decide(cmd, e.now(ctx))
	return activities.ToEngine(err)
}

func (e *entity) do(ctx workflow.Context, cmd claim.Command, seen Seen) (Done, error) {
	it := &item{cmd: cmd, seen: seen.Version}
	e.queue = append(e.queue, it)
	if err := workflow.Await(ctx, func() bool { return it.done }); err != nil {
		return Done{}, err
	}
	return Done{Version: e.version()}, activities.ToEngine(it.err)
}

// put queues a command of our own.
func (e *entity) put(body claim.Body, key string) *item {
	id := claim.DerivedID("system", e.stream.String(), body.CommandKind(), key)
	it := &item{cmd: claim.Command{ID: id, Actor: claim.System, Body: body}}
	e.queue = append(e.queue, it)
	return it
}

func (e *entity) version() int64 { return e.state.StreamVersion() }

// drain moves told commands to the queue.
func (e *entity) drain(ctx workflow.Context) {
	for {
		var cmd claim.Command
		if !e.told.ReceiveAsync(&cmd) {
			return
		}
		e.queue = append(e.queue, &item{cmd: cmd})
	}
}

// busy reports whether there is something to decide.
func (e *entity) busy() bool { return len(e.queue) > 0 || e.told.Len() > 0 }

// settle decides and commits everything that is queued, in rounds: what comes
// in during a commit is the next round.
func (e *entity) settle(ctx workflow.Context) error {
	for e.drain(ctx); len(e.queue) > 0; e.drain(ctx) {
		batch := e.queue
		e.queue = nil
		if err := e.commit(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// commit records a batch. Another run that wrote in between fences this one
// off: its entries are taken in, and everything is decided again.
func (e *entity) commit(ctx workflow.Context, batch []*item) error {
	if e.behind(batch) {
		if err := e.load(ctx); err != nil {
			return err
		}
	}
	entries, err := e.record(ctx, batch)
	for err != nil && claim.CodeOf(FromEngine(err)) == claim.CodeConflict {
		if err := e.load(ctx); err != nil {
			return err
		}
		entries, err = e.record(ctx, batch)
	}
	if err != nil {
		return e.refused(ctx, batch, err)
	}
	for _, it := range batch {
		it.done = true
	}
	e.recorded(ctx, entries)
	return nil
}

// behind reports whether somebody has seen more of the stream than this run.
func (e *entity) behind(batch []*item) bool {
	return slices.ContainsFunc(batch, func(it *item) bool { return it.seen > e.version() })
}

// refused deals with a batch that the record will not take, such as a name
// that is taken: one by one, so that the others go through.
func (e *entity) refused(ctx workflow.Context, batch []*item, cause error) error {
	if !final(cause) {
		return cause
	}
	if err := e.load(ctx); err != nil {
		return err
	}
	if len(batch) == 1 {
		batch[0].err, batch[0].done = FromEngine(cause), true
		return nil
	}
	for _, it := range batch {
		if err := e.commit(ctx, []*item{it}); err != nil {
			return err
		}
	}
	return nil
}

// final reports whether the error is the record's own answer, and not one of the engine.
func final(err error) bool {
	var e *claim.Error
	return errors.As(FromEngine(err), &e)
}

// record decides the batch and appends what follows.
func (e *entity) record(ctx workflow.Context, batch []*item) ([]claim.Entry, error) {
	var entries []claim.Entry
	now := e.now(ctx)
	for _, it := range batch {
		facts, err := e.state.Decide(it.cmd, now)
		if it.err = err; err == nil {
			entries = append(entries, claim.Apply(e.state, it.cmd, now, facts)...)
		}
	}
	if len(entries) == 0 {
		return nil, nil
	}
	in := activities.Commit{Entries: entries}
	for _, entry := range entries {
		in.Tell = append(in.Tell, notices(e.state, entry)...)
	}
	return entries, workflow.ExecuteActivity(recordOptions(ctx), (*activities.Record).Commit, in).Get(ctx, nil)
}

func notices(state claim.Aggregate, entry claim.Entry) []activities.Tell {
	var tell []activities.Tell
	for _, n := range claim.Notices(state, entry) {
		t := activities.Tell{To: n.To, Command: n.Command(n.To, entry)}
		if n.To.ID == uuid.Nil {
			t.AskingAbout = n.From.ID
		}
		tell = append(tell, t)
	}
	return tell
}

func (e *entity) load(ctx workflow.Context) error {
	var loaded activities.Loaded
	err := workflow.ExecuteActivity(recordOptions(ctx), (*activities.Record).Load, e.stream).Get(ctx, &loaded)
	if err == nil {
		e.state = loaded.Aggregate()
	}
	return err
}

// mayEnd reports whether the run can end without losing anything: nothing is
// queued, and every handler has answered.
func (e *entity) mayEnd(ctx workflow.Context) bool {
	return !e.busy() && workflow.AllHandlersFinished(ctx)
}

// grown reports whether the history is long enough to start a new run.
func grown(ctx workflow.Context) bool { return workflow.GetInfo(ctx).GetContinueAsNewSuggested() }

// pause passes one workflow task, because a run must not continue as new in the
// task that finishes an update (temporalio/temporal#6375).
func pause(ctx workflow.Context) error { return workflow.Sleep(ctx, time.Second) }

// heartbeat is how long the process that runs an activity may be silent before
// it is taken for dead, and the activity is tried again.
const heartbeat = 10 * time.Second

// recordOptions are for activities on the record. They are tried until they
// succeed: what was decided has to be recorded.
func recordOptions(ctx workflow.Context) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		HeartbeatTimeout:    heartbeat,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval: 100 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 10 * time.Second,
		},
	})
}
