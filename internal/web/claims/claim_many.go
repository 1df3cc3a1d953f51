package claims

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// maxList is how large a form with a list of claims may be: the list once as
// text and once as a file.
const maxList = 3 * writing.MaxSheetBytes

// sheetView is the progress of a list of claims.
type sheetView struct {
	report.Report
	Base     string
	Progress writing.SheetProgress
}

var sheetFormats = []page.Option{
	{Value: "", Label: "See by itself", Hint: "columns if the first line names them, otherwise one claim per line"},
	{Value: string(writing.SheetOfLines), Label: "One claim per line"},
	{Value: string(writing.SheetOfCSV), Label: "Columns", Hint: "with commas, semicolons, tabs or bars between them: statement, claimant, where, made at, subjects (with semicolons), language, tier, key"},
}

// manyView is the page to add many claims.
type manyView struct {
	claimFormView
	Formats []page.Option
}

// Many shows the form to add many claims at once.
func Many(v *page.Visit) error {
	view, err := many(v)
	if err != nil {
		return err
	}
	return v.RenderForm("claim_many", view, page.Prefilled(map[string]string{"tier": string(claim.Routine)}))
}

// AddMany adds many claims at once. What is not done within a moment goes on
// in the background; the page that follows shows how far it is.
func AddMany(v *page.Visit) error {
	p, err := addMany(v)
	if err == nil {
		return v.Redirect("/cases/" + v.Path("case") + "/sheets/" + p.ID.String())
	}
	view, failed := many(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("claim_many", view, err)
}

func addMany(v *page.Visit) (writing.SheetProgress, error) {
	if _, err := v.Upload(maxList); err != nil {
		return writing.SheetProgress{}, err
	}
	in := writing.SheetInput{
		Text: v.Form("text"), Format: writing.SheetFormat(v.Form("format")), Tier: claim.Tier(v.Form("tier")), Draft: v.Checked("draft"),
	}
	name, data, err := v.File("list", writing.MaxSheetBytes)
	if err != nil {
		return writing.SheetProgress{}, err
	}
	if name != "" && in.Text != "" {
		return writing.SheetProgress{}, page.FieldError("list", "paste the list, or choose a file, not both")
	}
	if name != "" {
		if in.Text, err = writing.ListText("list", data); err != nil {
			return writing.SheetProgress{}, err
		}
	}
	return page.Do(v, operation.SheetAdd, operation.InCase(v.Path("case"), in))
}

func many(v *page.Visit) (*manyView, error) {
	form, err := claimForm(v)
	if err != nil {
		return nil, err
	}
	return &manyView{claimFormView: *form, Formats: sheetFormats}, nil
}

// Sheet shows how far a list of claims is added.
func Sheet(v *page.Visit) error {
	id, err := v.ID("sheet")
	if err != nil {
		return err
	}
	p, err := page.Do(v, operation.SheetShow, operation.SheetQuery{CasePath: operation.CasePath{Case: v.Path("case")}, Sheet: id})
	if err != nil {
		return err
	}
	r, err := v.Reads.CaseHead(v.Context(), v.Who, v.Path("case"))
	if err != nil {
		return err
	}
	if !p.Settled {
		v.W.Header().Set("Refresh", "2")
	}
	return v.Render("claim_sheet", &sheetView{Report: r, Base: page.CasePath(r), Progress: p})
}
