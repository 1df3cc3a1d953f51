package tables

import (
	"fmt"
	"math"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// How much a filler gathers before it writes: one statement for many rows is
// many times as fast as one for each.
const (
	// FillRows is for rows: the driver for SQLite needs time that grows with the square of the values.
	FillRows  = 50
	fillNames = 250
)

// noDue stands for no due instant where the earliest one comes first.
const noDue = math.MaxInt64

// Filler writes what follows from whole streams into empty tables. Streams of
// cases come before those of what belongs to them.
type Filler struct {
	w     stored.Writing
	rows  map[*Table][]any
	named []claim.Aggregate
	stats Stats
}

// NewFiller returns a filler that has to be told to finish.
func NewFiller(w stored.Writing) *Filler {
	return &Filler{w: w, rows: map[*Table][]any{}, stats: Stats{}}
}

// Empty are the statements that empty the tables.
func Empty() []string {
	statements := make([]string, len(All))
	for i, t := range All {
		statements[i] = `delete from ` + t.Name
	}
	return statements
}

// Take takes the rows that a state shows in, and of its entries, all of which or
// the last one are given, what they say of its case.
func (f *Filler) Take(a claim.Aggregate, rows []Row, entries []stored.Entry) error {
	for _, r := range rows {
		if err := f.row(r); err != nil {
			return err
		}
	}
	f.stats.Count(a, entries)
	return f.name(a)
}

func (f *Filler) row(r Row) error {
	f.rows[r.Table] = append(f.rows[r.Table], r.Values...)
	if len(f.rows[r.Table]) < FillRows*len(r.Table.columns) {
		return nil
	}
	return f.flush(r.Table)
}

func (f *Filler) flush(t *Table) error {
	args := f.rows[t]
	if len(args) == 0 {
		return nil
	}
	one := "(" + stored.Marks(len(t.columns)) + "), "
	query := "insert into " + t.Name + " (" + strings.Join(t.columns, ", ") + ") values " +
		strings.TrimSuffix(strings.Repeat(one, len(args)/len(t.columns)), ", ")
	if t.passing {
		query += " on conflict do nothing"
	}
	f.rows[t] = args[:0]
	if err := f.w.Exec(query, args...); err != nil {
		return fmt.Errorf("fill %s: %w", t.Name, err)
	}
	return nil
}

func (f *Filler) name(a claim.Aggregate) error {
	if TextOf(a) == "" {
		return nil
	}
	if f.named = append(f.named, a); len(f.named) < fillNames {
		return nil
	}
	return f.flushNames()
}

func (f *Filler) flushNames() error {
	refs := make([]claim.Ref, len(f.named))
	for i, a := range f.named {
		refs[i] = TextOf(a)
	}
	contents, err := f.w.Contents(refs)
	if err != nil {
		return err
	}
	for _, a := range f.named {
		if err := f.row(NameOf(a, contents[TextOf(a)].Data)); err != nil {
			return err
		}
	}
	f.named = f.named[:0]
	return nil
}

// Finish writes what is left.
func (f *Filler) Finish() error {
	if err := f.flushNames(); err != nil {
		return err
	}
	for _, r := range f.stats.Rows() {
		if err := f.row(r); err != nil {
			return err
		}
	}
	for _, t := range All {
		if err := f.flush(t); err != nil {
			return err
		}
	}
	return nil
}
