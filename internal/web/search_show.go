package web

import (
	"net/url"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// searchView is what a search found.
type searchView struct {
	Query, Understood string
	Kind              string
	Kinds             []link
	Found             []desk.Found
	Next, First       string
}

var foundLabels = map[lists.SearchKind]string{
	lists.FoundCase: "Cases", lists.FoundClaim: "Claims", lists.FoundParty: "Parties",
	lists.FoundAnswer: "Answers", lists.FoundStatement: "Statements", lists.FoundEvidence: "Evidence",
	lists.FoundFinding: "Findings", lists.FoundReview: "Reviews", lists.FoundDraft: "Drafts", lists.FoundComment: "Comments", lists.FoundRequest: "Requests", lists.FoundMessage: "Messages",
}

func (s *Site) searchShow(v *visit) error {
	query := v.r.URL.Query()
	view := searchView{Query: query.Get("q"), Kind: query.Get("kind")}
	page, err := s.Reads.Search(v.ctx(), v.who, view.Query, desk.SearchFilter{Kind: lists.SearchKind(view.Kind), After: query.Get("after")})
	if err != nil {
		return err
	}
	view.Understood, view.Found = page.Query, page.Found
	view.Next, view.First = cursorPages("/search", query, page.Next)
	view.Kinds = []link{{"Everything", address("/search", url.Values{"q": {view.Query}}), view.Kind == ""}}
	for _, kind := range lists.SearchKinds {
		view.Kinds = append(view.Kinds, link{
			foundLabels[kind], address("/search", url.Values{"q": {view.Query}, "kind": {string(kind)}}), view.Kind == string(kind),
		})
	}
	return v.render("search", view)
}
