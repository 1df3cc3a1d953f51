package record

import (
	"fmt"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// appending is entries of one stream on their way into the record, encoded. They
// are read back from what will be stored, so that the state that follows is the
// one that anybody folds later.
type appending struct {
	stream  claim.Stream
	entries []claim.Entry
	rows    []stored.Entry
	refs    []claim.Ref
}

func newAppending(entries []claim.Entry) (*appending, error) {
	a := &appending{}
	for i, e := range entries {
		e.At = claim.Instant(e.At)
		if i == 0 {
			a.stream = e.Stream
		}
		if e.Fact == nil {
			return nil, fmt.Errorf("record: append: version %d of %s says nothing", e.Version, e.Stream)
		}
		if e.Stream != a.stream || e.Version != entries[0].Version+int64(i) || e.Version < 1 {
			return nil, fmt.Errorf("record: append: %s version %d does not follow in %s", e.Stream, e.Version, a.stream)
		}
		row, err := stored.Encode(e)
		if err != nil {
			return nil, fmt.Errorf("record: append: %w", err)
		}
		a.rows, a.refs = append(a.rows, row), append(a.refs, stored.RefsIn(e.Fact)...)
	}
	var err error
	if a.entries, err = stored.Entries(a.rows); err != nil {
		return nil, fmt.Errorf("record: append: %w", err)
	}
	return a, nil
}

// append puts the entries behind the state of their stream, which takes them in,
// and writes what follows from them.
func (a *appending) append(b *batch, state claim.Aggregate) error {
	if err := b.checkRefs(a.refs); err != nil {
		return err
	}
	if a.stream.Kind == claim.StreamPerson || a.stream.Kind == claim.StreamDesk {
		b.views = b.views.forget()
	}
	before, textBefore := tables.RowsOf(state), tables.TextOf(state)
	if stored.Evolve(state, a.entries, time.Time{}) != nil {
		return fmt.Errorf("the entries do not fit the state of %s", a.stream)
	}
	if err := b.chain(a.rows); err != nil {
		return err
	}
	if err := b.project(state, before, textBefore); err != nil {
		return err
	}
	last := len(a.rows) - 1
	if err := tables.NoteStats(b.Writing, state, a.rows[last], b.head.Position); err != nil {
		return err
	}
	return b.index().Add(state, a.entries, b.head.Position-int64(last))
}

// chain puts the rows at the end of the chain and moves the head.
func (b *batch) chain(rows []stored.Entry) error {
	for _, row := range rows {
		row.Position = b.head.Position + 1
		row.Hash = row.Chained(b.head.Hash)
		err := b.Exec(`insert into entries (`+stored.EntryColumns+`) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			row.Position, row.Stream, row.Version, row.At, row.Actor, row.Command, row.Program, row.Kind, row.Body, row.Hash)
		if err != nil {
			return err
		}
		b.head = head{row.Position, row.Hash}
	}
	return b.Exec(`update head set position = ?, hash = ?`, b.head.Position, b.head.Hash)
}

// load returns the state of a stream as this transaction sees it. It is for looking
// at, and for [appending.append] alone to change.
func (b *batch) load(s claim.Stream) (claim.Aggregate, error) {
	if b.inHand[s] { // whoever has it in hand goes on with it as it is
		return b.read(s)
	}
	if a, ok := b.record.kept.states[s]; ok {
		return a, nil
	}
	a, err := b.read(s)
	if err == nil {
		b.record.kept.states[s] = a
	}
	return a, err
}

// read returns a state of its own.
func (b *batch) read(s claim.Stream) (claim.Aggregate, error) {
	if f, ok := b.fresh[s]; ok {
		return stored.DecodeState(s, f.state)
	}
	if f, ok := b.states[s]; ok {
		return stored.DecodeState(s, f.state)
	}
	a, err := stored.DecodeState(s, b.record.cache.get(s))
	if err != nil {
		return nil, err
	}
	return a, advance(b.Ctx, b.Tx, a)
}
