package web

import (
	"net/url"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// partiesView is a page of the directory.
type partiesView struct {
	Items    []desk.PartyItem
	Text     string
	First    string
	NextPath string
	MayWrite bool
}

// partyList lists the directory, with search.
func (s *Site) partyList(v *visit) error {
	text := v.query("q")
	items, next, err := s.Reads.PartyList(v.ctx(), v.who, desk.PartyFilter{Text: text, After: v.query("after")})
	if err != nil {
		return err
	}
	view := partiesView{Items: items, Text: text, MayWrite: v.who.Can(casework.MayWriteParties)}
	values := url.Values{}
	if text != "" {
		values.Set("q", text)
	}
	if v.query("after") != "" {
		view.First = "/parties?" + values.Encode()
	}
	if next != "" {
		values.Set("after", next)
		view.NextPath = "/parties?" + values.Encode()
	}
	return v.render("parties", view)
}
