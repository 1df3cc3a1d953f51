package cases

import (
	"maps"
	"net/url"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// caseFormView is the page to open a case.
type caseFormView struct {
	Staff         []page.Option
	Sensitivities []page.Option
	Policies      []page.Option
}

// New shows the form to open a case.
func New(v *page.Visit) error {
	view, err := caseForm(v)
	if err != nil {
		return err
	}
	settings, err := v.Desk.DeskSettings(v.Context())
	if err != nil {
		return err
	}
	fields := page.PlanFields(settings.Plan)
	maps.Copy(fields, page.PolicyFields(settings.Policy))
	fields["sensitivity"] = string(claim.OpenToDesk)
	return v.RenderForm("case_new", view, page.Prefilled(fields))
}

// Open opens a case.
func Open(v *page.Visit) error {
	text, err := draftInput(v, "draft", "")
	made := casework.Receipt{}
	if err == nil {
		made, err = openCase(v, text)
	}
	if err != nil {
		view, failed := caseForm(v)
		if failed != nil {
			return failed
		}
		return v.Refuse("case_new", view, err)
	}
	if text.File != nil {
		return v.Done("/cases/"+url.PathEscape(made.Name)+"/story", "The case is open. Mark the passages that have to stand.")
	}
	return v.Done("/cases/"+url.PathEscape(made.Name), "The case is open. Add the claims that it rests on.")
}

// openCase opens a case, with a draft if a file was sent.
func openCase(v *page.Visit, text writing.DraftInput) (casework.Receipt, error) {
	policy, err := v.Policy()
	if err != nil {
		return casework.Receipt{}, err
	}
	plan, err := v.Plan()
	if err != nil {
		return casework.Receipt{}, err
	}
	in := writing.CaseInput{
		Title: v.Form("title"), Slug: v.Form("slug"), Sensitivity: claim.Sensitivity(v.Form("sensitivity")),
		Access: v.List("access"), Policy: &policy, PolicyName: v.Form("policyName"), Plan: &plan, Notice: v.Form("notice"),
	}
	if text.File != nil {
		in.Draft = &text
	}
	return page.Do(v, operation.CaseOpen, operation.Body(in))
}

func caseForm(v *page.Visit) (*caseFormView, error) {
	staff, err := staff(v)
	if err != nil {
		return nil, err
	}
	policies, err := v.PolicyOptions()
	return &caseFormView{Staff: staff, Sensitivities: page.Options(claim.Sensitivities), Policies: policies}, err
}

// staff are the people of the desk as choices, by handle.
func staff(v *page.Visit) ([]page.Option, error) {
	members, err := v.Reads.Staff(v.Context(), v.Who)
	if err != nil {
		return nil, err
	}
	list := make([]page.Option, len(members))
	for i, m := range members {
		list[i] = page.Option{Value: m.Handle, Label: m.Name, Hint: words(m.Roles)}
	}
	return list, nil
}

// words joins the values of an enumeration.
func words[T ~string](values []T) string {
	text := ""
	for i, value := range values {
		if i > 0 {
			text += ", "
		}
		text += string(value)
	}
	return text
}
