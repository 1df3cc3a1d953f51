package correspondence

import (
	"net/url"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/web/page"
)

// partiesView is a page of the directory.
type partiesView struct {
	Items    []desk.PartyItem
	Text     string
	First    string
	NextPath string
	MayWrite bool
}

// PartyList lists the directory, with search.
func PartyList(v *page.Visit) error {
	text := v.Query("q")
	items, next, err := v.Reads.PartyList(v.Context(), v.Who, desk.PartyFilter{Text: text, After: v.Query("after")})
	if err != nil {
		return err
	}
	view := partiesView{Items: items, Text: text, MayWrite: v.Who.Can(casework.MayWriteParties)}
	values := url.Values{}
	if text != "" {
		values.Set("q", text)
	}
	if v.Query("after") != "" {
		view.First = "/parties?" + values.Encode()
	}
	if next != "" {
		values.Set("after", next)
		view.NextPath = "/parties?" + values.Encode()
	}
	return v.Render("parties", view)
}
