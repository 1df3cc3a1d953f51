package search

import (
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/fold"
)

// insertDocs implements dialect. The words are folded and placed by us: how the server
// takes text apart differs from installation to installation.
func (postgres) insertDocs(w *Writer, docs []Doc) error {
	return w.insertRows(docs, ", words", func(d Doc) any { return vectorOf(d.title, d.body) })
}

// vectorOf writes a tsvector (PostgreSQL, chapter 8.11): every word with its places. A
// phrase never goes from one text into the next. The server takes words of 2046 bytes and
// a megabyte of them: fold bounds the one, and maxVector the other.
func vectorOf(texts ...string) string {
	var b strings.Builder
	place := 0
	for _, text := range texts {
		for _, w := range fold.Words(text) {
			if b.Len() > maxVector {
				return b.String()
			}
			place++
			b.WriteByte('\'')
			b.WriteString(w.Text)
			b.WriteString("':")
			b.WriteString(strconv.Itoa(min(place, maxPlace)))
			b.WriteByte(' ')
		}
		place += 2
	}
	return b.String()
}

// maxVector bounds the words of one text, as they are written here, which is no less than the
// server needs for them.
const maxVector = 900 << 10

// maxPlace is the last place that a tsvector can name.
const maxPlace = 16383

// removeDoc implements dialect.
func (postgres) removeDoc(w *Writer, row docRow) error {
	return w.Exec(`delete from search_docs where id = ?`, row.ID)
}

// emptyDocs implements dialect.
func (postgres) emptyDocs() []string { return []string{`truncate search_docs, search_refs`} }

// matchPostgres is the tsquery for the terms, "" if it could find nothing.
// Folded words hold nothing that has a meaning in a query.
func matchPostgres(terms []lists.SearchTerm) string {
	var all []string
	found := false
	for _, t := range terms {
		p := fold.Query(t.Text, t.Prefix)
		if len(p.Words) == 0 {
			continue
		}
		text := "('" + strings.Join(p.Words, "' <-> '") + "'"
		if p.Open {
			text += ":*"
		}
		text += ")"
		if t.Not {
			text = "!" + text
		}
		found = found || !t.Not
		all = append(all, text)
	}
	if !found {
		return ""
	}
	return strings.Join(all, " & ")
}

// How many of the latest documents are looked through before the index is asked,
// and from how many of the latest entries it is asked for before all of them.
const (
	latestDocs    = 16_000
	latestEntries = 2_000_000
)

// searches implements dialect. The index of words knows no order: to fetch all
// documents with a word takes seconds if it is a common one. So common words are
// looked for among the latest documents, and others in the latest part of the
// record; what has not shown there often is rare enough to fetch all of it.
func (postgres) searches(q lists.SearchQuery, before int64) []search {
	match := matchPostgres(q.Terms)
	if match == "" {
		return nil
	}
	c := foundWhere(q)
	among := func(docs, order, where string, args ...any) search {
		return search{
			`select ` + hitColumns + ` from ` + docs + ` where ` + where + ` and ` + c.String() + ` order by ` + order + ` desc limit ?`,
			append(append(args, c.Args...), q.Limit+1),
		}
	}
	// A function takes no index, nor does a sum: each search goes the way that is meant.
	return []search{
		among(`(select * from search_docs where id < ? order by id desc limit ?) as search_docs`,
			`search_docs.id`, `ts_match_vq(words, ?::tsquery)`, before, latestDocs, match),
		among(`search_docs`, `search_docs.id + 0`, `words @@ ?::tsquery and id >= ? and id < ?`, match, before-latestEntries, before),
		among(`search_docs`, `search_docs.id + 0`, `words @@ ?::tsquery and id + 0 < ?`, match, before),
	}
}
