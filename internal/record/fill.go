package record

import (
	"fmt"
	"math"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// How much a filler gathers before it writes: one statement for many rows is
// many times as fast as one for each.
const (
	fillRows  = 50 // the driver for SQLite needs time that grows with the square of the values
	fillNames = 250
	fillDocs  = 50
)

// noDue stands for no due instant where the earliest one comes first.
const noDue = math.MaxInt64

// filler writes what follows from whole streams into empty tables. Streams of
// cases come before those of what belongs to them.
type filler struct {
	b      *batch
	rows   map[*table][]any
	named  []claim.Aggregate
	docs   []doc
	secret map[uuid.UUID]bool // restricted cases
	cases  map[uuid.UUID]*caseStats
}

// caseStats is a row of case_stats.
type caseStats struct{ position, at, nextDue int64 }

func newFiller(b *batch) *filler {
	return &filler{b: b, rows: map[*table][]any{}, secret: map[uuid.UUID]bool{}, cases: map[uuid.UUID]*caseStats{}}
}

// stream takes the entries of a stream, all of them.
func (f *filler) stream(stream string, rows []storedEntry) error {
	a, entries, err := foldRows(stream, rows)
	if err != nil {
		return err
	}
	state, err := encodeState(a)
	if err != nil {
		return err
	}
	for _, r := range append(rowsOf(a), streamRow(a, state)) {
		if err := f.row(r); err != nil {
			return err
		}
	}
	return f.rest(a, rows, docsOf(a, entries, func(i int) int64 { return rows[i].Position }))
}

// rest is what stands in other tables than the stream's own. Of the rows the
// last one counts.
func (f *filler) rest(a claim.Aggregate, rows []storedEntry, docs []doc) error {
	if c, ok := a.(*claim.Case); ok && c.Sensitivity == claim.Restricted {
		f.secret[c.ID] = true
	}
	f.count(a, rows)
	if err := f.name(a); err != nil {
		return err
	}
	if id := caseOf(a); id != uuid.Nil && f.secret[id] {
		return nil
	}
	return f.doc(docs)
}

func (f *filler) row(r row) error {
	f.rows[r.table] = append(f.rows[r.table], r.values...)
	if len(f.rows[r.table]) < fillRows*len(r.table.columns) {
		return nil
	}
	return f.flush(r.table)
}

func (f *filler) flush(t *table) error {
	args := f.rows[t]
	if len(args) == 0 {
		return nil
	}
	one := "(" + marks(len(t.columns)) + "), "
	query := "insert into " + t.name + " (" + strings.Join(t.columns, ", ") + ") values " +
		strings.TrimSuffix(strings.Repeat(one, len(args)/len(t.columns)), ", ")
	if t.passing {
		query += " on conflict do nothing"
	}
	f.rows[t] = args[:0]
	if err := f.b.exec(query, args...); err != nil {
		return fmt.Errorf("fill %s: %w", t.name, err)
	}
	return nil
}

// count keeps what case_stats will say.
func (f *filler) count(a claim.Aggregate, rows []storedEntry) {
	id := caseOf(a)
	if id == uuid.Nil {
		return
	}
	s := f.cases[id]
	if s == nil {
		s = &caseStats{nextDue: noDue}
		f.cases[id] = s
	}
	for _, row := range rows {
		if row.Position > s.position {
			s.position, s.at = row.Position, row.At
		}
	}
	if c, ok := a.(*claim.Correspondence); ok {
		if due := micros(c.NextDue()); due != 0 && due < s.nextDue {
			s.nextDue = due
		}
	}
}

func (f *filler) name(a claim.Aggregate) error {
	if textOf(a) == "" {
		return nil
	}
	if f.named = append(f.named, a); len(f.named) < fillNames {
		return nil
	}
	return f.flushNames()
}

func (f *filler) flushNames() error {
	refs := make([]claim.Ref, len(f.named))
	for i, a := range f.named {
		refs[i] = textOf(a)
	}
	contents, err := f.b.contents(refs)
	if err != nil {
		return err
	}
	for _, a := range f.named {
		if err := f.row(nameOf(a, contents[textOf(a)].Data)); err != nil {
			return err
		}
	}
	f.named = f.named[:0]
	return nil
}

func (f *filler) doc(docs []doc) error {
	if f.docs = append(f.docs, docs...); len(f.docs) < fillDocs {
		return nil
	}
	return f.flushDocs()
}

func (f *filler) flushDocs() error {
	var refs []claim.Ref
	for _, d := range f.docs {
		refs = append(refs, d.refs...)
	}
	contents, err := f.b.contents(refs)
	if err != nil {
		return err
	}
	kept := f.docs[:0]
	for _, d := range f.docs {
		if d.fill(f.b.record, contents) {
			kept = append(kept, d)
		}
	}
	f.docs = nil
	if len(kept) == 0 {
		return nil
	}
	return f.b.record.backend.insertDocs(f.b, kept)
}

// finish writes what is left.
func (f *filler) finish() error {
	if err := f.flushNames(); err != nil {
		return err
	}
	if err := f.flushDocs(); err != nil {
		return err
	}
	for _, t := range projection {
		if err := f.flush(t); err != nil {
			return err
		}
	}
	for id, s := range f.cases {
		err := f.b.exec(`insert into case_stats (case_id, position, at, next_due) values (?, ?, ?, ?)`,
			id.String(), s.position, s.at, s.nextDue)
		if err != nil {
			return err
		}
	}
	return nil
}

// stats notes in the row of the case what its entries have changed.
func (b *batch) stats(a claim.Aggregate, last storedEntry, position int64) error {
	id := caseOf(a)
	if id == uuid.Nil {
		return nil
	}
	return b.exec(`
		insert into case_stats (case_id, position, at, next_due) values (?, ?, ?, coalesce((
			select min(next_due) from correspondences where case_id = ? and next_due <> 0), ?))
		on conflict (case_id) do update set position = excluded.position, at = excluded.at, next_due = excluded.next_due`,
		id.String(), position, last.At, id.String(), int64(noDue))
}
