package record

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/search"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// filler writes what follows from whole streams into empty tables and an empty
// index. Streams of cases come before those of what belongs to them.
type filler struct {
	tables *tables.Filler
	index  *search.Filler
}

func newFiller(b *batch) *filler {
	return &filler{tables.NewFiller(b.Writing), search.NewFiller(b.index())}
}

// stream takes the entries of a stream, all of them.
func (f *filler) stream(stream string, rows []stored.Entry) error {
	a, entries, err := stored.FoldEntries(stream, rows)
	if err != nil {
		return err
	}
	state, err := stored.EncodeState(a)
	if err != nil {
		return err
	}
	docs := search.DocsOf(a, entries, func(i int) int64 { return rows[i].Position })
	return f.rest(a, append(tables.RowsOf(a), tables.StreamRow(a, state)), rows, docs)
}

func (f *filler) rest(a claim.Aggregate, rows []tables.Row, entries []stored.Entry, docs []search.Doc) error {
	if err := f.tables.Take(a, rows, entries); err != nil {
		return err
	}
	return f.index.Take(a, docs)
}

// finish writes what is left.
func (f *filler) finish() error {
	if err := f.tables.Finish(); err != nil {
		return err
	}
	return f.index.Finish()
}
