package record

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// errBroken marks a transaction that cannot go on.
var errBroken = errors.New("the transaction is broken")

// writeLoop is the one goroutine that writes.
func (r *Record) writeLoop() {
	defer close(r.queue.finished)
	for {
		calls := r.queue.next()
		if len(calls) == 0 {
			return
		}
		r.writeAll(takeAll(calls))
		r.db.Prepare(context.Background())
	}
}

// takeAll leaves out the calls whose callers have given up.
func takeAll(calls []*call) []*call {
	taken := calls[:0]
	for _, c := range calls {
		if c.taken.CompareAndSwap(false, true) {
			taken = append(taken, c)
		}
	}
	return taken
}

// writeAll carries the calls out in one transaction. If something in it has to be
// undone, they are carried out again in one that is guarded; if one of them breaks
// that, each is carried out in its own, so that only the guilty fails.
func (r *Record) writeAll(calls []*call) {
	if len(calls) == 0 {
		return
	}
	outcomes, err := r.writeBatch(calls, false)
	if errors.Is(err, errUndo) {
		outcomes, err = r.writeBatch(calls, true)
	}
	if errors.Is(err, errBroken) {
		for _, c := range calls {
			outcomes, err := r.writeBatch([]*call{c}, true)
			c.done <- firstOf(outcomes[0], err)
		}
		return
	}
	for i, c := range calls {
		c.done <- firstOf(outcomes[i], err)
	}
}

// firstOf prefers what went wrong with the call itself: what went wrong with
// its transaction is a consequence.
func firstOf(outcome, whole error) error {
	if outcome != nil {
		return outcome
	}
	return whole
}

// writeBatch returns what became of each call, and the error of the whole.
func (r *Record) writeBatch(calls []*call, guarded bool) (outcomes []error, err error) {
	outcomes = make([]error, len(calls))
	ctx, cancel := r.writeContext(calls)
	defer cancel()
	b, err := r.begin(ctx, guarded)
	if err != nil {
		return outcomes, err
	}
	defer func() {
		if err != nil {
			r.kept.forget()
		}
	}()
	defer b.tx.Rollback() //nolint:errcheck // nothing to undo after the commit
	for i, c := range calls {
		outcomes[i], err = b.carryOut(c)
		switch {
		case err == nil:
		case ctx.Err() != nil: // out of time, and so would each of them be alone
			return outcomes, firstOf(outcomes[i], err)
		case errors.Is(err, errUndo):
			return outcomes, errUndo
		default:
			return outcomes, fmt.Errorf("%w: %w", errBroken, err)
		}
	}
	if err := b.commit(); err != nil {
		return outcomes, r.commitFault(err)
	}
	return outcomes, nil
}

// actsInTime is how many acts are sure to be carried out within the time that a
// transaction has. More of them have more time.
const actsInTime = 100

// writeContext bounds a transaction over a network, so that a database that has
// gone silent does not hold up every caller for ever. A long call takes as
// long as it takes.
func (r *Record) writeContext(calls []*call) (context.Context, context.CancelFunc) {
	limit := r.db.WriteTimeout()
	long := slices.ContainsFunc(calls, func(c *call) bool { return c.long })
	if limit == 0 || long {
		return context.Background(), func() {}
	}
	acts := 0
	for _, c := range calls {
		acts += c.acts
	}
	return context.WithTimeout(context.Background(), limit*time.Duration(1+acts/actsInTime))
}

// commitFault tells a commit that was refused from one whose answer was lost.
func (r *Record) commitFault(err error) error {
	public := r.db.Fault(err)
	if errors.Is(err, context.DeadlineExceeded) || public != nil && public.Code == claim.CodeUnavailable {
		unknown := claim.Errorf(claim.CodeUnknownOutcome, "the database did not say whether it kept the change").
			WithHint("ask again with the same command id")
		return fmt.Errorf("%w: %w", unknown, err)
	}
	return err
}
