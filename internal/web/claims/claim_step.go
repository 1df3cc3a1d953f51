package claims

import (
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// Mark says what the policy has to know of a claim.
func Mark(v *page.Visit) error {
	marks := []verification.Mark{}
	for _, m := range v.List("marks") {
		marks = append(marks, verification.Mark(m))
	}
	_, err := page.Do(v, operation.ClaimMark, operation.OfClaim(v.Path("case")+"/"+v.Path("claim"), findings.MarksInput{Marks: marks}))
	return afterClaim(v, "The claim is marked so.", err)
}

// Step does a step that the policy asks for. A refused one shows the review
// page with what was typed.
func Step(v *page.Visit) error {
	in := findings.StepInput{Step: v.Form("step"), Subject: v.Form("subject")}
	labels := v.List("label")
	for i, label := range labels {
		in.Form = append(in.Form, findings.StepField{Label: label, Text: v.Form(findings.StepFieldName(i))})
	}
	name := v.Path("case") + "/" + v.Path("claim")
	_, err := page.Do(v, operation.ClaimStep, operation.OfClaim(name, in))
	if err == nil {
		return v.Done("/cases/"+v.Path("case")+"/claims/"+v.Path("claim")+"/review", "The step is done.")
	}
	view, failed := reviewPage(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("review_show", view, err)
}
