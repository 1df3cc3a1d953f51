package record

import (
	"context"
	"errors"
	"fmt"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Do carries commands out: it decides them in order, appends what follows, tells
// every stream concerned and writes the tables, all in one transaction. What a
// command rests on, its own stream and those beside it, is read there too, so
// nothing changes between the decision and its record.
//
// A refusal is an answer ([claim.Done.Refused]) and leaves the other acts as they
// are, unless they are to be done together. A command that a stream has taken
// before changes nothing, however long ago that was. Streams whose workflows
// have to look again are noted in the same transaction; see [Record.Wakes].
//
// A command that refers to content that is not in the record is refused with
// CodeNotFound. It fails as every write does, with CodeConflict if content was kept
// under one of the keys of its contents in the meantime; then nothing was done.
func (r *Record) Do(ctx context.Context, d claim.Doing) ([]claim.Done, error) {
	w := newWork(d)
	err := r.wait(ctx, "do", &call{run: w.run, acts: len(d.Acts), undone: d.Try, done: make(chan error, 1)})
	if err != nil && !errors.Is(err, errTakenBack) {
		return nil, err
	}
	return w.done, nil
}

// errTakenBack rolls back what is not to stay.
var errTakenBack = errors.New("taken back")

// work is one Do on its way.
type work struct {
	claim.Doing
	b     *batch
	done  []claim.Done
	moved map[claim.Stream]claim.Next // of streams with new entries, as it was before
}

func newWork(d claim.Doing) *work {
	w := &work{Doing: d}
	w.Now = claim.Instant(d.Now)
	return w
}

func (w *work) run(b *batch) error {
	w.b, w.done, w.moved = b, make([]claim.Done, len(w.Acts)), map[claim.Stream]claim.Next{}
	if err := b.insertDrawn(w.Contents); err != nil {
		return err
	}
	refused := false
	for i, act := range w.Acts {
		done, err := w.attempt(act)
		if err != nil {
			return err
		}
		w.done[i] = done
		refused = refused || done.Refused != nil
	}
	if w.Try || w.Together && refused {
		for i := range w.done {
			w.done[i].Undone = w.done[i].Refused == nil
		}
		return errTakenBack
	}
	return w.answer()
}

// attempt carries one act out, or nothing of it.
func (w *work) attempt(act claim.Act) (claim.Done, error) {
	done := claim.Done{To: act.To}
	var refused *claim.Error
	err := w.act(act.To, act.Command)
	switch {
	case err == nil:
	case errors.As(err, &refused) && !refused.Code.Fault():
		done.Refused = refused
	default:
		return done, err
	}
	return done, nil
}

// act decides a command on what its stream says, records what follows, and tells
// whom it concerns.
func (w *work) act(to claim.Stream, cmd claim.Command) error {
	b := w.b
	if taken, err := b.taken(to, cmd); taken || err != nil {
		return err
	}
	state, err := b.load(to)
	if err != nil {
		return err
	}
	around := b.around()
	facts, err := state.Decide(cmd, w.Now, around)
	if around.err != nil {
		return around.err
	}
	if err != nil {
		return err
	}
	if len(facts) > 0 {
		if err := w.within(func() error { return w.record(state, cmd, facts) }); err != nil {
			return err
		}
	} else if cmd.Actor.Kind == claim.ActorSystem {
		return nil // its id follows from what it is about; it will find nothing to do again
	}
	return b.take(to, cmd, state.StreamVersion())
}

// within runs what writes; if it fails, nothing stays of what it has written. The
// tables may refuse what was decided, as a name that somebody else has.
func (w *work) within(part func() error) error {
	b := w.b
	if err := b.savepoint("one_act"); err != nil {
		return err
	}
	head, replaced, views := b.head, len(b.replaced), b.views
	err := part()
	if err != nil {
		if !b.guarded {
			return errUndo
		}
		b.head, b.views = head, views.forget()
		b.unwrite(replaced)
		b.record.kept.forget()
		if undo := b.rollback("one_act", err); undo != nil {
			return undo
		}
	}
	if release := b.release("one_act"); release != nil {
		return release
	}
	return err
}

// record appends what was decided and tells whom it concerns.
func (w *work) record(state claim.Aggregate, cmd claim.Command, facts []claim.Fact) error {
	b, s := w.b, state.Stream()
	if _, before := w.moved[s]; !before {
		w.moved[s] = state.Next()
	}
	entries := claim.Entries(state, cmd, w.Now, facts)
	for i := range entries {
		entries[i].Program = b.record.program
	}
	a, err := newAppending(entries)
	if err != nil {
		return err
	}
	if err := a.append(b, state); err != nil {
		return err
	}
	defer b.hold(state)()
	for _, e := range a.entries {
		around := b.around()
		notices := state.Notices(e, around)
		if around.err != nil {
			return around.err
		}
		for _, n := range notices {
			if err := w.tell(n, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// hold keeps a state as it is while others are told of its entries: some of them may
// tell its stream something in turn.
func (b *batch) hold(state claim.Aggregate) (release func()) {
	s := state.Stream()
	before := b.inHand[s]
	b.inHand[s] = true
	return func() {
		b.inHand[s] = before
		if b.fresh[s].version != state.StreamVersion() {
			delete(b.record.kept.states, s)
		}
	}
}

// tell carries a notice out. That the one who is told does not take it is for
// nobody to hear.
func (w *work) tell(n claim.Notice, e claim.Entry) error {
	err := w.act(n.To, n.Command(e))
	var refused *claim.Error
	if errors.As(err, &refused) && !refused.Code.Fault() {
		return nil
	}
	if err != nil {
		return fmt.Errorf("tell %s: %w", n.To.Kind, err)
	}
	return nil
}

// taken reports whether the stream has taken the command before.
func (b *batch) taken(s claim.Stream, cmd claim.Command) (bool, error) {
	var n int
	err := b.Get(&n, `select count(*) from commands where stream = ? and command = ?`, s.String(), cmd.ID.String())
	return n > 0, err
}

// take notes that the stream has taken the command.
func (b *batch) take(s claim.Stream, cmd claim.Command, version int64) error {
	return b.Exec(`insert into commands (stream, command, version) values (?, ?, ?)`, s.String(), cmd.ID.String(), version)
}

// answer says where the streams of the acts stand now, and notes whom to wake.
func (w *work) answer() error {
	wake, err := w.wake()
	if err != nil {
		return err
	}
	for i := range w.done {
		state, err := w.b.load(w.done[i].To)
		if err != nil {
			return err
		}
		w.done[i].Next = state.Next()
	}
	if len(w.done) > 0 {
		w.done[0].Wake = wake
	}
	return nil
}

// Taken reports whether a stream has taken a command before.
func (r *Record) Taken(ctx context.Context, a claim.Act) (bool, error) {
	var n int
	err := stored.Get(ctx, r.db.Read, &n, `select count(*) from commands where stream = ? and command = ?`, a.To.String(), a.Command.ID.String())
	return n > 0, r.fail("taken", err)
}
