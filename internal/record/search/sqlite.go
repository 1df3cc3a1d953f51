package search

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/fold"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// The two indexes of SQLite (https://www.sqlite.org/fts5.html): of things, and
// of what was said, which is a hundred times more. They hold folded words and no
// text, so the words of a document are made again from its row to be removed.
func shelf(k lists.SearchKind) string {
	if isThing(k) {
		return "search_things"
	}
	return "search_words"
}

// insertDocs implements dialect.
func (sqlite) insertDocs(w *Writer, docs []Doc) error {
	if err := w.insertRows(docs, "", nil); err != nil {
		return err
	}
	for _, name := range []string{"search_things", "search_words"} {
		var args []any
		for _, d := range docs {
			if shelf(d.kind) == name {
				args = append(args, d.ID, wordsIn(d.title), wordsIn(d.body))
			}
		}
		if len(args) == 0 {
			continue
		}
		values := strings.TrimSuffix(strings.Repeat("(?, ?, ?), ", len(args)/3), ", ")
		if err := w.Exec(`insert into `+name+` (rowid, title, body) values `+values, args...); err != nil {
			return err
		}
	}
	return nil
}

// removeDoc implements dialect.
func (sqlite) removeDoc(w *Writer, row docRow) error {
	name := shelf(row.Kind)
	err := w.Exec(`insert into `+name+` (`+name+`, rowid, title, body) values ('delete', ?, ?, ?)`,
		row.ID, wordsIn(row.Title), wordsIn(row.Body))
	if err != nil {
		return err
	}
	return w.Exec(`delete from search_docs where id = ?`, row.ID)
}

// emptyDocs implements dialect.
func (sqlite) emptyDocs() []string {
	return []string{
		`delete from search_docs`, `delete from search_refs`,
		`insert into search_things (search_things) values ('delete-all')`, `insert into search_words (search_words) values ('delete-all')`,
	}
}

// insertRows writes the rows that both databases have, with one column more
// where a database needs it.
func (w *Writer) insertRows(docs []Doc, extra string, value func(Doc) any) error {
	var args, refs []any
	one := "(?, ?, ?, ?, ?, ?, ?, ?"
	if extra != "" {
		one += ", ?::tsvector"
	}
	for _, d := range docs {
		args = append(args, d.ID, string(d.kind), d.subject.String(), d.stream.String(), stored.ID(d.caseID), d.at, d.title, d.body)
		if extra != "" {
			args = append(args, value(d))
		}
		for _, ref := range d.refs {
			refs = append(refs, string(ref), d.ID)
		}
	}
	values := strings.TrimSuffix(strings.Repeat(one+"), ", len(docs)), ", ")
	if err := w.Exec(`insert into search_docs (`+docColumns+extra+`) values `+values, args...); err != nil {
		return err
	}
	for start := 0; start < len(refs); start += 2 * stored.MaxIn {
		some := refs[start:min(len(refs), start+2*stored.MaxIn)]
		values := strings.TrimSuffix(strings.Repeat("(?, ?), ", len(some)/2), ", ")
		if err := w.Exec(`insert into search_refs (ref, doc) values `+values+` on conflict do nothing`, some...); err != nil {
			return err
		}
	}
	return nil
}

// wordsIn are the words of a text as FTS5 is given them: its tokenizer ascii parts
// them at the spaces and does nothing else to them.
func wordsIn(text string) string {
	var b strings.Builder
	for i, w := range fold.Words(text) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

// matchSQLite is the query of FTS5 for the terms, "" if it could find nothing.
func matchSQLite(terms []lists.SearchTerm) string {
	var must, not []string
	for _, t := range terms {
		p := fold.Query(t.Text, t.Prefix)
		if len(p.Words) == 0 {
			continue
		}
		text := `"` + strings.Join(p.Words, " ") + `"`
		if p.Open {
			text += " *"
		}
		if t.Not {
			not = append(not, text)
		} else {
			must = append(must, text)
		}
	}
	if len(must) == 0 {
		return ""
	}
	query := strings.Join(must, " AND ")
	if len(not) > 0 {
		query = "(" + query + ") NOT (" + strings.Join(not, " OR ") + ")"
	}
	return query
}

// searches implements dialect. FTS5 walks its index from the latest document on
// and stops at the limit, so common words cost no more than rare ones. Each
// index is asked by itself: they are merged by the order of their documents.
func (sqlite) searches(q lists.SearchQuery, before int64) []search {
	match := matchSQLite(q.Terms)
	if match == "" {
		return nil
	}
	var parts []string
	var args []any
	for _, name := range shelves(q.Kinds) {
		c := foundWhere(q)
		parts = append(parts, `select * from (select `+hitColumns+` from `+name+` join search_docs on search_docs.id = `+name+`.rowid
			where `+name+` match ? and `+name+`.rowid < ? and `+c.String()+` order by `+name+`.rowid desc limit ?)`)
		args = append(append(append(args, match, before), c.Args...), q.Limit+1)
	}
	return []search{{strings.Join(parts, " union all ") + ` order by id desc limit ?`, append(args, q.Limit+1)}}
}

// shelves are the indexes that hold the kinds; no kinds means all.
func shelves(kinds []lists.SearchKind) []string {
	if len(kinds) == 0 {
		return []string{"search_things", "search_words"}
	}
	var names []string
	for _, k := range kinds {
		if !slices.Contains(names, shelf(k)) {
			names = append(names, shelf(k))
		}
	}
	return names
}
