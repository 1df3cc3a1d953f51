package web

import (
	"strings"

	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// policiesView shows every policy in words.
type policiesView struct {
	Policies []casework.PolicyView
	MayWrite bool
}

func (s *Site) policiesPage(v *visit) (*policiesView, error) {
	all, err := do(v, operation.PolicyList, operation.None{})
	return &policiesView{all, v.who.Can(casework.MayWriteDesk)}, err
}

// policiesShow shows the desk's policies and the presets.
func (s *Site) policiesShow(v *visit) error {
	view, err := s.policiesPage(v)
	if err != nil {
		return err
	}
	return v.render("policies", view)
}

// policySet gives the desk a policy.
func (s *Site) policySet(v *visit) error {
	text := strings.ReplaceAll(v.form("text"), "\r\n", "\n")
	made, err := do(v, operation.PolicySet, operation.Body(casework.PolicyInput{Text: text}))
	if err == nil {
		return v.done("/settings/policies", "The policy "+made.Name+" is in force for claims that are added from now on.")
	}
	view, failed := s.policiesPage(v)
	if failed != nil {
		return failed
	}
	return v.refuse("policies", view, err)
}

// policyOptions are the policies that a case or a claim can be pinned to.
func (s *Site) policyOptions(v *visit) ([]option, error) {
	all, err := do(v, operation.PolicyList, operation.None{})
	var list []option
	for _, p := range all {
		list = append(list, option{Value: p.Name, Label: p.Name})
	}
	return list, err
}

// claimMark says what the policy has to know of a claim.
func (s *Site) claimMark(v *visit) error {
	marks := []verification.Mark{}
	for _, m := range v.list("marks") {
		marks = append(marks, verification.Mark(m))
	}
	_, err := do(v, operation.ClaimMark, operation.OfClaim(v.path("case")+"/"+v.path("claim"), casework.MarksInput{Marks: marks}))
	return s.afterClaim(v, "The claim is marked so.", err)
}

// claimStep does a step that the policy asks for. A refused one shows the review
// page with what was typed.
func (s *Site) claimStep(v *visit) error {
	in := casework.StepInput{Step: v.form("step"), Subject: v.form("subject")}
	labels := v.list("label")
	for i, label := range labels {
		in.Form = append(in.Form, casework.StepField{Label: label, Text: v.form(casework.StepFieldName(i))})
	}
	name := v.path("case") + "/" + v.path("claim")
	_, err := do(v, operation.ClaimStep, operation.OfClaim(name, in))
	if err == nil {
		return v.done("/cases/"+v.path("case")+"/claims/"+v.path("claim")+"/review", "The step is done.")
	}
	view, failed := s.reviewPage(v)
	if failed != nil {
		return failed
	}
	return v.refuse("review_show", view, err)
}
