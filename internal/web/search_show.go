package web

import (
	"net/url"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// searchView is what a search found.
type searchView struct {
	Query, Understood string
	Kind              string
	Kinds             []link
	Found             []reading.Found
	Next, First       string
}

var foundLabels = map[claim.SearchKind]string{
	claim.FoundCase: "Cases", claim.FoundClaim: "Claims", claim.FoundParty: "Parties",
	claim.FoundAnswer: "Answers", claim.FoundRequest: "Requests", claim.FoundMessage: "Messages",
}

func (s *Site) searchShow(v *visit) error {
	query := v.r.URL.Query()
	view := searchView{Query: query.Get("q"), Kind: query.Get("kind")}
	page, err := s.Reads.Search(v.ctx(), v.who, view.Query, reading.SearchFilter{Kind: claim.SearchKind(view.Kind), After: query.Get("after")})
	if err != nil {
		return err
	}
	view.Understood, view.Found = page.Query, page.Found
	view.Next, view.First = cursorPages("/search", query, page.Next)
	view.Kinds = []link{{"Everything", address("/search", url.Values{"q": {view.Query}}), view.Kind == ""}}
	for _, kind := range claim.SearchKinds {
		view.Kinds = append(view.Kinds, link{
			foundLabels[kind], address("/search", url.Values{"q": {view.Query}, "kind": {string(kind)}}), view.Kind == string(kind),
		})
	}
	return v.render("search", view)
}
