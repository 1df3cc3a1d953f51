package search

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// Add makes what the entries say findable, in their own transaction. first
// is the position of the first of them. Nothing of a restricted case gets in:
// an index keeps words even where the content that they stood in is sealed.
func (w *Writer) Add(a claim.Aggregate, entries []claim.Entry, first int64) error {
	if c, ok := a.(*cases.Case); ok {
		if err := w.indexAccess(c, entries); err != nil {
			return err
		}
	}
	docs := DocsOf(a, entries, func(i int) int64 { return first + int64(i) })
	if len(docs) == 0 {
		return nil
	}
	closed, err := w.restricted(a)
	if err != nil || closed {
		return err
	}
	return w.indexDocs(docs)
}

// DocsOf are the documents that follow from the entries. Of several texts of
// one thing the latest counts.
func DocsOf(a claim.Aggregate, entries []claim.Entry, position func(int) int64) []Doc {
	var docs []Doc
	for i, e := range entries {
		d, ok := docOf(a, e)
		if !ok {
			continue
		}
		d.ID = position(i)
		if replaces(d.kind) {
			docs = slices.DeleteFunc(docs, func(old Doc) bool { return old.kind == d.kind && old.subject == d.subject })
		}
		docs = append(docs, d)
	}
	return docs
}

// restricted reports whether the case of a stream is.
func (w *Writer) restricted(a claim.Aggregate) (bool, error) {
	if c, ok := a.(*cases.Case); ok {
		return c.Sensitivity == claim.Restricted, nil
	}
	id := tables.CaseOf(a)
	if id == uuid.Nil {
		return false, nil
	}
	var n int
	err := w.Get(&n, `select count(*) from cases where id = ? and sensitivity = ?`, id.String(), string(claim.Restricted))
	return n > 0, err
}

func (w *Writer) indexDocs(docs []Doc) error {
	var refs []claim.Ref
	for _, d := range docs {
		refs = append(refs, d.refs...)
	}
	contents, err := plainOr(w.Writing, refs)
	if err != nil {
		return err
	}
	for _, d := range docs {
		if replaces(d.kind) {
			if err := w.unindex(`subject = ? and kind = ?`, d.subject.String(), string(d.kind)); err != nil {
				return err
			}
		}
		if !d.fill(w.index, contents) {
			continue
		}
		if err := w.index.dialect.insertDocs(w, []Doc{d}); err != nil {
			return err
		}
	}
	return nil
}

// docRow is a document as its row keeps it.
type docRow struct {
	ID      int64
	Kind    lists.SearchKind
	Subject uuid.UUID
	Stream  string
	Case    string `db:"case_id"`
	At      int64
	Title   string
	Body    string
}

const docColumns = `id, kind, subject, stream, case_id, at, title, body`

// unindex takes the documents that match a condition out of the index.
func (w *Writer) unindex(where string, args ...any) error {
	var rows []docRow
	if err := w.Select(&rows, `select `+docColumns+` from search_docs where `+where, args...); err != nil {
		return err
	}
	for _, row := range rows {
		if err := w.index.dialect.removeDoc(w, row); err != nil {
			return err
		}
		if err := w.Exec(`delete from search_refs where doc = ?`, row.ID); err != nil {
			return err
		}
	}
	return nil
}

// indexAccess follows a case that becomes restricted, or is opened to the desk.
func (w *Writer) indexAccess(c *cases.Case, entries []claim.Entry) error {
	changed := slices.ContainsFunc(entries, func(e claim.Entry) bool {
		_, ok := e.Fact.(cases.AccessChanged)
		return ok
	})
	if !changed {
		return nil
	}
	if err := w.unindex(`case_id = ?`, c.ID.String()); err != nil || c.Sensitivity == claim.Restricted {
		return err
	}
	var streams []string
	err := w.Select(&streams, `select stream from streams where case_id = ? order by stream`, c.ID.String())
	for _, stream := range streams {
		if err == nil {
			err = w.indexStream(stream)
		}
	}
	return err
}

// indexStream indexes all entries of a stream.
func (w *Writer) indexStream(stream string) error {
	var rows []stored.Entry
	err := w.Select(&rows, `select `+stored.EntryColumns+` from entries where stream = ? order by version`, stream)
	if err != nil || len(rows) == 0 {
		return err
	}
	a, entries, err := stored.FoldEntries(stream, rows)
	if err != nil {
		return err
	}
	return w.indexDocs(DocsOf(a, entries, func(i int) int64 { return rows[i].Position }))
}

// Erased takes erased content out of the index, and what else a document
// was taken from in again.
func (w *Writer) Erased(ref claim.Ref) error {
	var rows []docRow
	err := w.Select(&rows, `select `+docColumns+` from search_docs where id in (select doc from search_refs where ref = ?)`, string(ref))
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := w.unindex(`id = ?`, row.ID); err != nil {
			return err
		}
		var all []stored.Entry
		if err := w.Select(&all, `select `+stored.EntryColumns+` from entries where stream = ? order by version`, row.Stream); err != nil {
			return err
		}
		a, entries, err := stored.FoldEntries(row.Stream, all)
		if err != nil {
			return err
		}
		docs := DocsOf(a, entries, func(i int) int64 { return all[i].Position })
		docs = slices.DeleteFunc(docs, func(d Doc) bool { return d.ID != row.ID })
		if err := w.indexDocs(docs); err != nil {
			return err
		}
	}
	return nil
}
