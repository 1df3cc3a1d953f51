package record

import (
	"context"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Append records the entries, all of one stream and of consecutive versions.
// The stream has to be at the version before the first. Entries that stand
// there already for the same command, whenever they were decided, are not
// recorded again, so a retry does no harm. It fails with CodeConflict if the
// stream is elsewhere, with CodeExists if a slug, key or handle is taken, and
// with CodeNotFound if an entry refers to content that is not in the record.
func (r *Record) Append(ctx context.Context, entries []claim.Entry) error {
	a, err := newAppending(entries)
	if err != nil || len(entries) == 0 {
		return err
	}
	return r.submit(ctx, "append", a.run)
}

func (a *appending) run(b *batch) error {
	state, err := b.load(a.stream)
	if err != nil {
		return err
	}
	if expected := a.rows[0].Version - 1; state.StreamVersion() != expected {
		return a.recordedBefore(b, state.StreamVersion())
	}
	if err := a.append(b, state); err != nil {
		return err
	}
	return a.takeCommands(b)
}

// takeCommands notes that the stream has taken the commands of entries that were
// decided elsewhere.
func (a *appending) takeCommands(b *batch) error {
	for _, e := range a.entries {
		err := b.Exec(`insert into commands (stream, command, version) values (?, ?, ?)
			on conflict (stream, command) do update set version = excluded.version`, a.stream.String(), e.Command.String(), e.Version)
		if err != nil {
			return err
		}
	}
	return nil
}

// recordedBefore answers a retry: nil if exactly these entries stand there.
func (a *appending) recordedBefore(b *batch, version int64) error {
	var there []stored.Entry
	err := b.Select(&there, `select `+stored.EntryColumns+` from entries where stream = ? and version between ? and ? order by version`,
		a.stream.String(), a.rows[0].Version, a.rows[len(a.rows)-1].Version)
	if err != nil {
		return err
	}
	if slices.EqualFunc(a.rows, there, stored.Entry.Same) {
		return nil
	}
	return movedOn(a.stream.Kind, version, a.rows[0].Version-1)
}

// movedOn is the answer to whoever decided on a version that is not the latest.
func movedOn(kind claim.StreamKind, now, seen int64) error {
	return claim.Errorf(claim.CodeConflict, "the %s has changed in the meantime: it is at version %d, not %d", kind, now, seen).
		WithHint("look at it again, and decide on what it says now")
}

// together has the writer carry calls out in one batch.
func (r *Record) together(calls []*call) {
	r.queue.mu.Lock()
	defer r.queue.mu.Unlock()
	r.queue.calls = append(r.queue.calls, calls...)
	r.queue.changed.Signal()
}
