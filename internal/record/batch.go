package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// batch is one write transaction. While it lasts nobody else writes, in this
// process or another: what it has read stays true until it commits.
type batch struct {
	stored.Writing
	tx     *sqlx.Tx
	record *Record
	head   head
	states map[claim.Stream]folded // written by calls of this batch that went well
	fresh  map[claim.Stream]folded // written by the call that runs
	inHand map[claim.Stream]bool   // whose entries are being recorded, and told to others
	views  *views                  // what decisions look at
	// guarded says that what goes wrong can be undone by itself, in savepoints. SQLite
	// keeps every page aside for each of them, so they are set only where it is known
	// that something has to be undone.
	guarded bool
	writes  *writes
	// replaced is what stood in fresh before each of its writes, so that what one act
	// has written can be taken back however many others went before it.
	replaced []overwritten
}

// overwritten is what a write to fresh has replaced.
type overwritten struct {
	stream claim.Stream
	before folded
	there  bool
}

// write notes the state of a stream that this call has written.
func (b *batch) write(s claim.Stream, state folded) {
	before, there := b.fresh[s]
	b.replaced = append(b.replaced, overwritten{s, before, there})
	b.fresh[s] = state
}

// unwrite takes back all writes but the first n.
func (b *batch) unwrite(n int) {
	for i := len(b.replaced) - 1; i >= n; i-- {
		w := b.replaced[i]
		if w.there {
			b.fresh[w.stream] = w.before
		} else {
			delete(b.fresh, w.stream)
		}
	}
	b.replaced = b.replaced[:n]
}

type head struct {
	Position int64
	Hash     string
}

// folded is a state of a stream, encoded.
type folded struct {
	version int64
	state   []byte
}

func (r *Record) begin(ctx context.Context, guarded bool) (*batch, error) {
	tx, err := r.db.Write.BeginTxx(ctx, nil)
	if err != nil {
		return nil, err
	}
	w := &writes{Transaction: r.db.Within(tx)}
	b := &batch{Writing: stored.Writing{Ctx: ctx, Tx: w}, tx: tx, record: r, guarded: guarded, writes: w, states: map[claim.Stream]folded{}, inHand: map[claim.Stream]bool{}, views: &views{}}
	err = b.Get(&b.head, r.db.LockHead())
	if errors.Is(err, sql.ErrNoRows) {
		err = claim.Errorf(claim.CodeRecordDamaged, "the record does not say where it ends").
			WithHint("run onrecord verify, and restore the latest backup that verifies")
	}
	if err != nil {
		tx.Rollback() //nolint:errcheck // the error before says more
		return nil, err
	}
	r.kept.resume(b.head)
	return b, nil
}

// errUndo says that something has to be undone, and that no savepoint was set.
var errUndo = errors.New("something has to be undone")

// carryOut runs one call. The first error is the caller's; the second means that the
// transaction is broken, or has to be carried out again, guarded.
func (b *batch) carryOut(c *call) (outcome, broken error) {
	guarded := b.guarded
	defer func() { b.guarded = guarded }()
	b.guarded = guarded || c.undone
	if err := b.savepoint("one_call"); err != nil {
		return nil, err
	}
	before := b.head
	b.fresh, b.replaced, b.writes.some = map[claim.Stream]folded{}, nil, false
	if outcome = b.safely(c.run); outcome != nil {
		b.head, b.fresh, b.views = before, nil, b.views.forget()
		b.record.kept.forget()
		clear(b.inHand)
		if err := b.rollback("one_call", outcome); err != nil {
			return outcome, err
		}
	}
	for stream, state := range b.fresh {
		b.states[stream] = state
	}
	return outcome, b.release("one_call")
}

// savepoint begins what can be undone, if that is guarded.
func (b *batch) savepoint(name string) error {
	if !b.guarded {
		return nil
	}
	return b.Exec(`savepoint ` + name)
}

// rollback undoes what was written since the savepoint. Without one there is nothing
// to undo only if a call was refused before it had written anything; whatever else
// went wrong may have broken the transaction.
func (b *batch) rollback(name string, why error) error {
	if b.guarded {
		return b.Exec(`rollback to savepoint ` + name)
	}
	var refused *claim.Error
	if b.writes.some || !errors.As(why, &refused) {
		return errUndo
	}
	return nil
}

func (b *batch) release(name string) error {
	if !b.guarded {
		return nil
	}
	return b.Exec(`release savepoint ` + name)
}

// writes is a transaction that knows whether something was written in it.
type writes struct {
	stored.Transaction
	some bool
}

// ExecContext implements [stored.Transaction].
func (w *writes) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	w.some = true
	return w.Transaction.ExecContext(ctx, query, args...)
}

// safely keeps a call that panics, as on an entry that makes no sense for its
// stream, from taking the writer down.
func (b *batch) safely(run func(*batch) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return run(b)
}

// commit makes everything durable; only then may others see the states.
func (b *batch) commit() error {
	if err := b.tx.Commit(); err != nil {
		return err
	}
	b.record.kept.head = b.head
	for stream, s := range b.states {
		b.record.cache.put(stream, s.version, s.state)
	}
	return nil
}
