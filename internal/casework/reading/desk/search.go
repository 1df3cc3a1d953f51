package desk

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// Limits of what people search for.
const (
	MaxQuery = 500 // characters; what goes beyond is not looked at
	maxTerms = 16
)

// SearchFilter narrows a search. Empty fields narrow nothing.
type SearchFilter struct {
	Kind  lists.SearchKind
	Case  string // short name
	After string // cursor of the page
	Limit int    // 30 if left out, at most 100
}

// Found is something that a search found.
type Found struct {
	Kind    lists.SearchKind `json:"kind"`
	Title   string           `json:"title,omitempty" doc:"statement, name or title; left out for what was said"`
	Name    string           `json:"name,omitempty" doc:"short name of a case, claim or party; of a statement, evidence, a finding and a review, that of the claim"`
	Case    string           `json:"case,omitempty" doc:"short name; left out for a party"`
	Snippet []lists.Fragment `json:"snippet" doc:"of the text, with what was looked for marked"`
	Link    string           `json:"link" doc:"path of the page that shows it"`
	At      time.Time        `json:"at" doc:"when it was recorded"`
}

// FoundPage is one page of what was found, the latest first.
type FoundPage struct {
	Query string  `json:"query" doc:"as it was understood, written out"`
	Found []Found `json:"items"`
	Next  string  `json:"next,omitempty" doc:"cursor of the next page; left out at the end"`
}

// Search finds cases, claims, parties, requests, answers, statements, evidence, findings,
// reviews, drafts, comments and received messages by their words. What was just recorded is found at once. A query is words, "a
// phrase", begin* and -without; what makes no sense in it is looked for as
// words, and never an error. Restricted cases are in no index, so that nothing
// of them is found, also by those who may see them.
func (r *Room) Search(ctx context.Context, caller casework.Caller, query string, f SearchFilter) (FoundPage, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return FoundPage{}, err
	}
	q := lists.SearchQuery{
		Viewer: caller.Viewer(), Terms: ParseQuery(query), Kinds: searchKinds(caller, f.Kind), After: f.After,
		Limit: lists.PageSize(f.Limit, 30, 100),
	}
	page := FoundPage{Query: queryText(q.Terms), Found: []Found{}}
	if f.Kind != "" && !slices.Contains(lists.SearchKinds, f.Kind) {
		return page, casework.Invalid("kind", "nothing of this kind can be found")
	}
	if len(q.Terms) == 0 || len(q.Kinds) == 0 {
		return page, nil
	}
	if f.Case != "" {
		c, err := r.door.TheCase(ctx, caller, f.Case)
		if err != nil {
			return page, err
		}
		q.Case = c.ID
	}
	hits, next, err := r.store.Search(ctx, q)
	if err != nil {
		return page, err
	}
	page.Next = next
	for _, h := range hits {
		page.Found = append(page.Found, Found{h.Kind, h.Title, h.Name, h.Slug, h.Snippet, foundLink(h), h.At})
	}
	return page, nil
}

// searchKinds are the kinds that the caller may read.
func searchKinds(caller casework.Caller, only lists.SearchKind) []lists.SearchKind {
	var kinds []lists.SearchKind
	for _, kind := range lists.SearchKinds {
		if only != "" && kind != only || kind == lists.FoundMessage && !caller.Can(casework.MayReadMail) {
			continue
		}
		kinds = append(kinds, kind)
	}
	return kinds
}

func foundLink(h lists.SearchHit) string {
	inCase := "/cases/" + url.PathEscape(h.Slug)
	switch h.Kind {
	case lists.FoundCase:
		return inCase
	case lists.FoundClaim, lists.FoundStatement, lists.FoundEvidence, lists.FoundFinding, lists.FoundReview: // of which the page is the claim's
		return inCase + "/claims/" + url.PathEscape(h.Name)
	case lists.FoundDraft:
		return inCase + "/story"
	case lists.FoundComment:
		return inCase + "/comments?resolved=1#comment-" + h.Subject.String()
	case lists.FoundParty:
		return "/parties/" + url.PathEscape(h.Name)
	case lists.FoundMessage:
		return "/messages/" + h.Subject.String()
	}
	return "/requests/" + h.Subject.String()
}

// ParseQuery reads a query as people type it. It never fails.
func ParseQuery(query string) []lists.SearchTerm {
	runes := []rune(strings.ToValidUTF8(query, " "))
	if len(runes) > MaxQuery {
		runes = runes[:MaxQuery]
	}
	var terms []lists.SearchTerm
	for i := 0; i < len(runes) && len(terms) < maxTerms; {
		if unicode.IsSpace(runes[i]) {
			i++
			continue
		}
		var term lists.SearchTerm
		term, i = readTerm(runes, i)
		if strings.ContainsFunc(term.Text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			terms = append(terms, term)
		}
	}
	return terms
}

// readTerm reads one word or phrase from a place on, and returns where it ends.
func readTerm(runes []rune, i int) (lists.SearchTerm, int) {
	var t lists.SearchTerm
	if runes[i] == '-' {
		t.Not = true
		i++
	}
	quoted := i < len(runes) && isQuote(runes[i])
	if quoted {
		i++
	}
	start := i
	for i < len(runes) && (quoted && !isQuote(runes[i]) || !quoted && !unicode.IsSpace(runes[i]) && !isQuote(runes[i])) {
		i++
	}
	t.Text = string(runes[start:i])
	if quoted && i < len(runes) {
		i++
	}
	if quoted && i < len(runes) && runes[i] == '*' {
		t.Prefix = true
		i++
	}
	if !quoted && strings.HasSuffix(t.Text, "*") {
		t.Text, t.Prefix = strings.TrimRight(t.Text, "*"), true
	}
	return t, i
}

func isQuote(r rune) bool {
	return r == '"' || r == '“' || r == '”' || r == '„' || r == '«' || r == '»'
}

// queryText writes the terms out again.
func queryText(terms []lists.SearchTerm) string {
	parts := make([]string, len(terms))
	for i, t := range terms {
		text := t.Text
		if strings.ContainsFunc(text, unicode.IsSpace) {
			text = `"` + text + `"`
		}
		if t.Prefix {
			text += "*"
		}
		if t.Not {
			text = "-" + text
		}
		parts[i] = text
	}
	return strings.Join(parts, " ")
}
