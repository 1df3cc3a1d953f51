package record

import (
	"context"

	"github.com/onrecord/onrecord/claim"
)

// AppendWhile records the entries as [Record.Append] does, as long as other
// streams stand where they were seen: a decision that rests on them holds at the
// moment at which it is recorded, whichever process writes. It fails with
// CodeConflict if one of them has moved on.
func (r *Record) AppendWhile(ctx context.Context, entries []claim.Entry, seen ...claim.Aggregate) error {
	a, err := newAppending(entries)
	if err != nil || len(entries) == 0 {
		return err
	}
	a.seen = seen
	return r.submit(ctx, "append", a.run)
}

// checkSeen refuses what was decided on a state that is not so any more.
func (b *batch) checkSeen(seen []claim.Aggregate) error {
	for _, was := range seen {
		now, err := b.load(was.Stream())
		if err != nil {
			return err
		}
		if now.StreamVersion() != was.StreamVersion() {
			return movedOn(was.Stream().Kind, now.StreamVersion(), was.StreamVersion())
		}
	}
	return nil
}

// movedOn is the answer to whoever decided on a version that is not the latest.
func movedOn(kind claim.StreamKind, now, seen int64) error {
	return claim.Errorf(claim.CodeConflict, "the %s has changed in the meantime: it is at version %d, not %d", kind, now, seen).
		WithHint("look at it again, and decide on what it says now")
}
