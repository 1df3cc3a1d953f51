package turns

import (
	"net/url"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/web/page"
)

// searchView is what a search found.
type searchView struct {
	Query, Understood string
	Kind              string
	Kinds             []page.Link
	Found             []desk.Found
	Next, First       string
}

var foundLabels = map[lists.SearchKind]string{
	lists.FoundCase: "Cases", lists.FoundClaim: "Claims", lists.FoundParty: "Parties",
	lists.FoundAnswer: "Answers", lists.FoundStatement: "Statements", lists.FoundEvidence: "Evidence",
	lists.FoundFinding: "Findings", lists.FoundReview: "Reviews", lists.FoundDraft: "Drafts", lists.FoundComment: "Comments", lists.FoundRequest: "Requests", lists.FoundMessage: "Messages",
}

// SearchShow shows what was found.
func SearchShow(v *page.Visit) error {
	query := v.R.URL.Query()
	view := searchView{Query: query.Get("q"), Kind: query.Get("kind")}
	listed, err := v.Reads.Search(v.Context(), v.Who, view.Query, desk.SearchFilter{Kind: lists.SearchKind(view.Kind), After: query.Get("after")})
	if err != nil {
		return err
	}
	view.Understood, view.Found = listed.Query, listed.Found
	view.Next, view.First = page.CursorPages("/search", query, listed.Next)
	view.Kinds = []page.Link{{Label: "Everything", Path: page.Address("/search", url.Values{"q": {view.Query}}), Current: view.Kind == ""}}
	for _, kind := range lists.SearchKinds {
		view.Kinds = append(view.Kinds, page.Link{
			Label: foundLabels[kind], Path: page.Address("/search", url.Values{"q": {view.Query}, "kind": {string(kind)}}), Current: view.Kind == string(kind),
		})
	}
	return v.Render("search", view)
}
