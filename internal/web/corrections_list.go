package web

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// correctionsView is a page of the public log of corrections.
type correctionsView struct {
	Items       []casework.Correction
	Next, First string
	Public      string // address of the log that readers see
}

func (s *Site) correctionsList(v *visit) error {
	query := v.r.URL.Query()
	page, err := do(v, operation.CorrectionList, operation.Page{After: query.Get("after")})
	view := correctionsView{Items: page.Items, Public: s.Public + "/corrections"}
	if claim.CodeOf(err) == claim.CodeInvalid {
		return v.refuse("corrections", view, err)
	}
	if err != nil {
		return err
	}
	view.Next, view.First = cursorPages("/corrections", query, page.Next)
	return v.render("corrections", view)
}
