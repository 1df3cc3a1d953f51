package web

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// maxList is how large a form with a list of claims may be: the list once as
// text and once as a file.
const maxList = 3 * casework.MaxSheetBytes

// sheetView is the progress of a list of claims.
type sheetView struct {
	reading.Report
	Base     string
	Progress casework.SheetProgress
}

var sheetFormats = []option{
	{Value: "", Label: "See by itself", Hint: "columns if the first line names them, otherwise one claim per line"},
	{Value: string(casework.SheetOfLines), Label: "One claim per line"},
	{Value: string(casework.SheetOfCSV), Label: "Columns", Hint: "with commas, semicolons, tabs or bars between them: statement, claimant, where, made at, subjects (with semicolons), language, tier, key"},
}

// manyView is the page to add many claims.
type manyView struct {
	claimFormView
	Formats []option
}

// claimMany shows the form to add many claims at once.
func (s *Site) claimMany(v *visit) error {
	view, err := s.many(v)
	if err != nil {
		return err
	}
	return v.renderForm("claim_many", view, prefilled(map[string]string{"tier": string(claim.Routine)}))
}

// claimAddMany adds many claims at once. What is not done within a moment goes on
// in the background; the page that follows shows how far it is.
func (s *Site) claimAddMany(v *visit) error {
	p, err := s.addMany(v)
	if err == nil {
		return v.redirect("/cases/" + v.path("case") + "/sheets/" + p.ID.String())
	}
	view, failed := s.many(v)
	if failed != nil {
		return failed
	}
	return v.refuse("claim_many", view, err)
}

func (s *Site) addMany(v *visit) (casework.SheetProgress, error) {
	if _, err := v.upload(maxList); err != nil {
		return casework.SheetProgress{}, err
	}
	in := casework.SheetInput{
		Text: v.form("text"), Format: casework.SheetFormat(v.form("format")), Tier: claim.Tier(v.form("tier")), Draft: v.checked("draft"),
	}
	name, data, err := v.file("list", casework.MaxSheetBytes)
	if err != nil {
		return casework.SheetProgress{}, err
	}
	if name != "" && in.Text != "" {
		return casework.SheetProgress{}, fieldError("list", "paste the list, or choose a file, not both")
	}
	if name != "" {
		if in.Text, err = casework.ListText("list", data); err != nil {
			return casework.SheetProgress{}, err
		}
	}
	return do(v, operation.SheetAdd, operation.InCase(v.path("case"), in))
}

func (s *Site) many(v *visit) (*manyView, error) {
	form, err := s.claimForm(v)
	if err != nil {
		return nil, err
	}
	return &manyView{claimFormView: *form, Formats: sheetFormats}, nil
}

// claimSheet shows how far a list of claims is added.
func (s *Site) claimSheet(v *visit) error {
	id, err := v.id("sheet")
	if err != nil {
		return err
	}
	p, err := do(v, operation.SheetShow, operation.SheetQuery{CasePath: operation.CasePath{Case: v.path("case")}, Sheet: id})
	if err != nil {
		return err
	}
	r, err := s.Reads.CaseHead(v.ctx(), v.who, v.path("case"))
	if err != nil {
		return err
	}
	if !p.Settled {
		v.w.Header().Set("Refresh", "2")
	}
	return v.render("claim_sheet", &sheetView{Report: r, Base: casePath(r), Progress: p})
}
