package claims

import (
	"net/url"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// claimFormView is the page to write a claim.
type claimFormView struct {
	report.Report
	Base     string
	Tiers    []page.Option
	Policies []page.Option
	YesNo    []page.Option
}

// New shows the form to write a claim.
func New(v *page.Visit) error {
	view, err := claimForm(v)
	if err != nil {
		return err
	}
	return v.RenderForm("claim_new", view, page.Prefilled(map[string]string{"tier": string(claim.Routine)}))
}

// Add writes a claim into a case.
func Add(v *page.Visit) error {
	in, err := page.Read[writing.ClaimInput](v)
	var made casework.Receipt
	if err == nil {
		made, err = page.Do(v, operation.ClaimAdd, operation.InCase(v.Path("case"), in))
	}
	if err == nil {
		return v.Done("/cases/"+v.Path("case")+"/claims/"+url.PathEscape(made.Name), "The claim was added.")
	}
	view, failed := claimForm(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("claim_new", view, err)
}

func claimForm(v *page.Visit) (*claimFormView, error) {
	r, err := v.Reads.CaseHead(v.Context(), v.Who, v.Path("case"))
	if err != nil {
		return nil, err
	}
	policies, err := v.PolicyOptions()
	return &claimFormView{Report: r, Base: page.CasePath(r), Tiers: page.Options(claim.Tiers), Policies: policies, YesNo: []page.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}}, err
}
