package turns

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// correctionsView is a page of the public log of corrections.
type correctionsView struct {
	Items       []casework.Correction
	Next, First string
	Public      string // address of the log that readers see
}

// CorrectionsList shows what was corrected, retracted and taken down.
func CorrectionsList(v *page.Visit) error {
	query := v.R.URL.Query()
	listed, err := page.Do(v, operation.CorrectionList, operation.Page{After: query.Get("after")})
	view := correctionsView{Items: listed.Items, Public: v.Public + "/corrections"}
	if claim.CodeOf(err) == claim.CodeInvalid {
		return v.Refuse("corrections", view, err)
	}
	if err != nil {
		return err
	}
	view.Next, view.First = page.CursorPages("/corrections", query, listed.Next)
	return v.Render("corrections", view)
}
