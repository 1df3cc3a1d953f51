package record

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// insertDocs implements backend. The words are folded by us: what the server
// has for it differs from installation to installation.
func (postgres) insertDocs(b *batch, docs []doc) error {
	return b.insertDocRows(docs, ", words", func(d doc) any { return fold(d.title + " \n " + d.body) })
}

// removeDoc implements backend.
func (postgres) removeDoc(b *batch, row docRow) error {
	return b.exec(`delete from search_docs where id = ?`, row.ID)
}

// emptyDocs implements backend.
func (postgres) emptyDocs() []string { return []string{`truncate search_docs, search_refs`} }

// matchPostgres is the tsquery for the terms, "" if it could find nothing.
// Folded words hold nothing that has a meaning in a query.
func matchPostgres(terms []claim.SearchTerm) string {
	var all []string
	found := false
	for _, t := range terms {
		words := strings.Fields(fold(t.Text))
		if len(words) == 0 {
			continue
		}
		if mayGoOn(t, words[len(words)-1]) {
			words[len(words)-1] += ":*"
		}
		text := "(" + strings.Join(words, " <-> ") + ")"
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

// latestMatches is how many documents with the words are looked at first, for
// each that is wanted.
const latestMatches = 4

// latest implements backend. The index of words knows no order, so that to sort
// all documents with a common word would take seconds: walking back from the
// latest one finds the first few at once.
func (postgres) latest(q claim.SearchQuery, before int64) (string, []any) {
	match := matchPostgres(q.Terms)
	if match == "" {
		return "", nil
	}
	from, args := `words @@ to_tsquery('simple', ?)`, []any{match}
	if before != 0 {
		from, args = from+` and id < ?`, append(args, before)
	}
	c := foundWhere(q, before)
	return `select ` + hitColumns + ` from search_docs where id in (
		select id from search_docs where ` + from + ` order by id desc limit ?) and ` + c.String() + ` order by search_docs.id desc limit ?`,
		append(append(append(args, latestMatches*(q.Limit+1)), c.args...), q.Limit+1)
}

// found implements backend.
func (postgres) found(q claim.SearchQuery, before int64) (string, []any) {
	match := matchPostgres(q.Terms)
	if match == "" {
		return "", nil
	}
	c := foundWhere(q, before)
	return `select ` + hitColumns + ` from search_docs where words @@ to_tsquery('simple', ?) and ` + c.String() + ` order by search_docs.id desc limit ?`,
		append(append([]any{match}, c.args...), q.Limit+1)
}

// size implements backend.
func (postgres) size() string { return `select pg_database_size(current_database())` }
