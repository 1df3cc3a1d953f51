package record

import (
	"slices"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
)

// index makes what the entries say findable, in their own transaction. first
// is the position of the first of them. Nothing of a restricted case gets in:
// an index keeps words even where the content that they stood in is sealed.
func (b *batch) index(a claim.Aggregate, entries []claim.Entry, first int64) error {
	if c, ok := a.(*claim.Case); ok {
		if err := b.indexAccess(c, entries); err != nil {
			return err
		}
	}
	docs := docsOf(a, entries, func(i int) int64 { return first + int64(i) })
	if len(docs) == 0 {
		return nil
	}
	closed, err := b.restricted(a)
	if err != nil || closed {
		return err
	}
	return b.indexDocs(docs)
}

// docsOf are the documents that follow from the entries. Of several texts of
// one thing the latest counts.
func docsOf(a claim.Aggregate, entries []claim.Entry, position func(int) int64) []doc {
	var docs []doc
	for i, e := range entries {
		d, ok := docOf(a, e)
		if !ok {
			continue
		}
		d.id = position(i)
		if isThing(d.kind) {
			docs = slices.DeleteFunc(docs, func(old doc) bool { return old.subject == d.subject })
		}
		docs = append(docs, d)
	}
	return docs
}

// restricted reports whether the case of a stream is.
func (b *batch) restricted(a claim.Aggregate) (bool, error) {
	if c, ok := a.(*claim.Case); ok {
		return c.Sensitivity == claim.Restricted, nil
	}
	id := caseOf(a)
	if id == uuid.Nil {
		return false, nil
	}
	var n int
	err := b.get(&n, `select count(*) from cases where id = ? and sensitivity = ?`, id.String(), string(claim.Restricted))
	return n > 0, err
}

func (b *batch) indexDocs(docs []doc) error {
	var refs []claim.Ref
	for _, d := range docs {
		refs = append(refs, d.refs...)
	}
	contents, err := b.contents(refs)
	if err != nil {
		return err
	}
	for _, d := range docs {
		if isThing(d.kind) {
			if err := b.unindex(`subject = ?`, d.subject.String()); err != nil {
				return err
			}
		}
		if !d.fill(b.record, contents) {
			continue
		}
		if err := b.record.backend.insertDocs(b, []doc{d}); err != nil {
			return err
		}
	}
	return nil
}

// contents reads what there is of the contents.
func (b *batch) contents(refs []claim.Ref) (map[claim.Ref]storedContent, error) {
	found := make(map[claim.Ref]storedContent, len(refs))
	for some := range slices.Chunk(refs, maxIn) {
		query, args, err := sqlx.In(`select ref, media, data from contents where ref in (?) and erased_at = 0`, some)
		if err != nil {
			return nil, err
		}
		var rows []storedContent
		if err := b.selectAll(&rows, query, args...); err != nil {
			return nil, err
		}
		for _, row := range rows {
			found[row.Ref] = row
		}
	}
	return found, nil
}

// docRow is a document as its row keeps it.
type docRow struct {
	ID      int64
	Kind    claim.SearchKind
	Subject uuid.UUID
	Stream  string
	Case    string `db:"case_id"`
	At      int64
	Title   string
	Body    string
}

const docColumns = `id, kind, subject, stream, case_id, at, title, body`

// unindex takes the documents that match a condition out of the index.
func (b *batch) unindex(where string, args ...any) error {
	var rows []docRow
	if err := b.selectAll(&rows, `select `+docColumns+` from search_docs where `+where, args...); err != nil {
		return err
	}
	for _, row := range rows {
		if err := b.record.backend.removeDoc(b, row); err != nil {
			return err
		}
		if err := b.exec(`delete from search_refs where doc = ?`, row.ID); err != nil {
			return err
		}
	}
	return nil
}

// indexAccess follows a case that becomes restricted, or is opened to the desk.
func (b *batch) indexAccess(c *claim.Case, entries []claim.Entry) error {
	changed := slices.ContainsFunc(entries, func(e claim.Entry) bool {
		_, ok := e.Fact.(claim.AccessChanged)
		return ok
	})
	if !changed {
		return nil
	}
	if err := b.unindex(`case_id = ?`, c.ID.String()); err != nil || c.Sensitivity == claim.Restricted {
		return err
	}
	var streams []string
	err := b.selectAll(&streams, `select stream from streams where case_id = ? order by stream`, c.ID.String())
	for _, stream := range streams {
		if err == nil {
			err = b.indexStream(stream)
		}
	}
	return err
}

// indexStream indexes all entries of a stream.
func (b *batch) indexStream(stream string) error {
	var rows []storedEntry
	err := b.selectAll(&rows, `select `+entryColumns+` from entries where stream = ? order by version`, stream)
	if err != nil || len(rows) == 0 {
		return err
	}
	a, entries, err := foldRows(stream, rows)
	if err != nil {
		return err
	}
	return b.indexDocs(docsOf(a, entries, func(i int) int64 { return rows[i].Position }))
}

// indexErased takes erased content out of the index, and what else a document
// was taken from in again.
func (b *batch) indexErased(ref claim.Ref) error {
	var rows []docRow
	err := b.selectAll(&rows, `select `+docColumns+` from search_docs where id in (select doc from search_refs where ref = ?)`, string(ref))
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := b.unindex(`id = ?`, row.ID); err != nil {
			return err
		}
		var stored []storedEntry
		if err := b.selectAll(&stored, `select `+entryColumns+` from entries where stream = ? order by version`, row.Stream); err != nil {
			return err
		}
		a, entries, err := foldRows(row.Stream, stored)
		if err != nil {
			return err
		}
		docs := docsOf(a, entries, func(i int) int64 { return stored[i].Position })
		docs = slices.DeleteFunc(docs, func(d doc) bool { return d.id != row.ID })
		if err := b.indexDocs(docs); err != nil {
			return err
		}
	}
	return nil
}
