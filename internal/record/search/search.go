package search

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/fold"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// Search returns texts that hold every term, the latest first, and the cursor
// of the next page. Terms that could find nothing find nothing.
func (x *Index) Search(ctx context.Context, q lists.SearchQuery) ([]lists.SearchHit, string, error) {
	var before int64
	if _, err := tables.ReadCursor(q.After, &before); err != nil {
		return nil, "", err
	}
	q.Limit = tables.Limited(q.Limit)
	rows, err := x.hits(ctx, q, before)
	if err != nil {
		return nil, "", x.db.Fail("search", err)
	}
	next := ""
	if len(rows) > q.Limit {
		rows = rows[:q.Limit]
		next = tables.CursorOf(rows[q.Limit-1].ID)
	}
	hits := make([]lists.SearchHit, len(rows))
	for i, row := range rows {
		if hits[i], err = row.hit(q.Terms); err != nil {
			return nil, "", x.db.Fail("search", err)
		}
	}
	return hits, next, nil
}

// search is a query for the latest documents that match, and its arguments.
type search struct {
	query string
	args  []any
}

// hits are the latest documents before a position that match, one more than asked
// for if there are more.
func (x *Index) hits(ctx context.Context, q lists.SearchQuery, before int64) ([]hitRow, error) {
	if before == 0 {
		if err := stored.Get(ctx, x.db, &before, `select position + 1 from head`); err != nil {
			return nil, err
		}
	}
	var rows []hitRow
	for _, s := range x.dialect.searches(q, before) {
		rows = nil
		if err := stored.Select(ctx, x.db, &rows, s.query, s.args...); err != nil || len(rows) > q.Limit {
			return rows, err
		}
	}
	return rows, nil
}

type hitRow struct {
	docRow
	Slug, Name string
}

// hitColumns are the columns of a hitRow, from search_docs and names.
const hitColumns = `search_docs.id, search_docs.kind, search_docs.subject, search_docs.stream, search_docs.case_id,
	search_docs.at, search_docs.title, search_docs.body,
	coalesce((select name from names where names.id = search_docs.case_id), '') as slug,
	coalesce((select name from names where names.id = search_docs.subject), '') as name`

// foundWhere are the conditions besides the words.
func foundWhere(q lists.SearchQuery) tables.Clauses {
	var c tables.Clauses
	if len(q.Kinds) > 0 {
		c.Add(`search_docs.kind in (`+stored.Marks(len(q.Kinds))+`)`, tables.AnyOf(q.Kinds)...)
	}
	if q.Case != uuid.Nil {
		c.Add(`search_docs.case_id = ?`, q.Case.String())
	}
	c.Visible(`search_docs.case_id`, q.Viewer)
	if !q.All { // a party that was asked in hidden cases alone would tell what those are about
		c.Add(`(search_docs.kind <> ? or `+tables.PartyVisible(`search_docs.subject`)+`)`, string(lists.FoundParty), string(claim.Restricted), q.Person.String())
	}
	return c
}

func (row hitRow) hit(terms []lists.SearchTerm) (lists.SearchHit, error) {
	stream, err := claim.ParseStream(row.Stream)
	if err != nil {
		return lists.SearchHit{}, err
	}
	h := lists.SearchHit{
		Kind: row.Kind, Subject: row.Subject, Stream: stream, Slug: row.Slug, Name: row.Name, Title: row.Title,
		Snippet: snippet(row.Body, terms), At: stored.Instant(row.At),
	}
	if row.Case != "" {
		h.Case, err = uuid.Parse(row.Case)
	}
	return h, err
}

// A snippet begins this many characters before the first hit and has this many.
const (
	snippetBefore = 60
	snippetRunes  = 220
)

// snippet is the part of a text around the first hit, with all hits marked.
func snippet(text string, terms []lists.SearchTerm) []lists.Fragment {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	marks := marksIn(text, terms)
	first := 0
	if len(marks) > 0 {
		first = marks[0].from
	}
	from, to := window(text, first)
	var out []lists.Fragment
	add := func(piece string, hit bool) {
		if piece != "" {
			out = append(out, lists.Fragment{Text: piece, Hit: hit})
		}
	}
	if from > 0 {
		add("… ", false)
	}
	at := from
	for _, m := range marks {
		if m.from >= at && m.to <= to {
			add(text[at:m.from], false)
			add(text[m.from:m.to], true)
			at = m.to
		}
	}
	add(text[at:to], false)
	if to < len(text) {
		add(" …", false)
	}
	return out
}

// span is a part of a text, in bytes.
type span struct{ from, to int }

// marksIn are the places in a text where the terms stand, in their order.
func marksIn(text string, terms []lists.SearchTerm) []span {
	words := fold.Words(text)
	var marks []span
	for _, t := range terms {
		if t.Not {
			continue
		}
		p := fold.Query(t.Text, t.Prefix)
		for _, i := range p.Find(words) {
			marks = append(marks, span{words[i].From, words[i+len(p.Words)-1].To})
		}
	}
	slices.SortFunc(marks, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	return marks
}

// window is the part of the text to show, cut between characters.
func window(text string, first int) (from, to int) {
	from = first
	for range snippetBefore {
		if from == 0 {
			break
		}
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	if i := strings.IndexByte(text[from:first], ' '); i >= 0 && from > 0 {
		from += i + 1
	}
	to = from
	for range snippetRunes {
		if to == len(text) {
			break
		}
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	return from, to
}
