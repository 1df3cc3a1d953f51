package web

import (
	"net/url"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// claimFormView is the page to write a claim.
type claimFormView struct {
	reading.Report
	Base     string
	Tiers    []option
	Policies []option
	YesNo    []option
}

// claimNew shows the form to write a claim.
func (s *Site) claimNew(v *visit) error {
	view, err := s.claimForm(v)
	if err != nil {
		return err
	}
	return v.renderForm("claim_new", view, prefilled(map[string]string{"tier": string(claim.Routine)}))
}

// claimAdd writes a claim into a case.
func (s *Site) claimAdd(v *visit) error {
	in, err := read[casework.ClaimInput](v)
	var made casework.Receipt
	if err == nil {
		made, err = do(v, operation.ClaimAdd, operation.InCase(v.path("case"), in))
	}
	if err == nil {
		return v.done("/cases/"+v.path("case")+"/claims/"+url.PathEscape(made.Name), "The claim was added.")
	}
	view, failed := s.claimForm(v)
	if failed != nil {
		return failed
	}
	return v.refuse("claim_new", view, err)
}

func (s *Site) claimForm(v *visit) (*claimFormView, error) {
	r, err := s.Reads.CaseHead(v.ctx(), v.who, v.path("case"))
	if err != nil {
		return nil, err
	}
	policies, err := s.policyOptions(v)
	return &claimFormView{Report: r, Base: casePath(r), Tiers: options(claim.Tiers), Policies: policies, YesNo: []option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}}, err
}
