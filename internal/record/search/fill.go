package search

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// fillDocs is how many documents are gathered before they are written.
const fillDocs = 50

// Filler writes the documents of whole streams into an empty index. Streams of
// cases come before those of what belongs to them.
type Filler struct {
	w      *Writer
	docs   []Doc
	secret map[uuid.UUID]bool // restricted cases
}

// NewFiller returns a filler that has to be told to finish.
func NewFiller(w *Writer) *Filler { return &Filler{w: w, secret: map[uuid.UUID]bool{}} }

// Take takes the documents that follow from a stream.
func (f *Filler) Take(a claim.Aggregate, docs []Doc) error {
	if c, ok := a.(*cases.Case); ok && c.Sensitivity == claim.Restricted {
		f.secret[c.ID] = true
	}
	if id := tables.CaseOf(a); id != uuid.Nil && f.secret[id] {
		return nil
	}
	if f.docs = append(f.docs, docs...); len(f.docs) < fillDocs {
		return nil
	}
	return f.Finish()
}

// Finish writes what is left.
func (f *Filler) Finish() error {
	var refs []claim.Ref
	for _, d := range f.docs {
		refs = append(refs, d.refs...)
	}
	contents, err := plainOr(f.w.Writing, refs)
	if err != nil {
		return err
	}
	kept := f.docs[:0]
	for _, d := range f.docs {
		if d.fill(f.w.index, contents) {
			kept = append(kept, d)
		}
	}
	f.docs = nil
	if len(kept) == 0 {
		return nil
	}
	return f.w.index.dialect.insertDocs(f.w, kept)
}
