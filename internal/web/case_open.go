package web

import (
	"maps"
	"net/url"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// caseFormView is the page to open a case.
type caseFormView struct {
	Staff         []option
	Sensitivities []option
	Policies      []option
}

// caseNew shows the form to open a case.
func (s *Site) caseNew(v *visit) error {
	view, err := s.caseForm(v)
	if err != nil {
		return err
	}
	settings, err := s.Desk.DeskSettings(v.ctx())
	if err != nil {
		return err
	}
	fields := planFields(settings.Plan)
	maps.Copy(fields, policyFields(settings.Policy))
	fields["sensitivity"] = string(claim.OpenToDesk)
	return v.renderForm("case_new", view, prefilled(fields))
}

// caseOpen opens a case.
func (s *Site) caseOpen(v *visit) error {
	text, err := v.draftInput("draft", "")
	made := casework.Receipt{}
	if err == nil {
		made, err = s.openCase(v, text)
	}
	if err != nil {
		view, failed := s.caseForm(v)
		if failed != nil {
			return failed
		}
		return v.refuse("case_new", view, err)
	}
	if text.File != nil {
		return v.done("/cases/"+url.PathEscape(made.Name)+"/story", "The case is open. Mark the passages that have to stand.")
	}
	return v.done("/cases/"+url.PathEscape(made.Name), "The case is open. Add the claims that it rests on.")
}

// openCase opens a case, with a draft if a file was sent.
func (s *Site) openCase(v *visit, text casework.DraftInput) (casework.Receipt, error) {
	policy, err := v.policy()
	if err != nil {
		return casework.Receipt{}, err
	}
	plan, err := v.plan()
	if err != nil {
		return casework.Receipt{}, err
	}
	in := casework.CaseInput{
		Title: v.form("title"), Slug: v.form("slug"), Sensitivity: claim.Sensitivity(v.form("sensitivity")),
		Access: v.list("access"), Policy: &policy, PolicyName: v.form("policyName"), Plan: &plan, Notice: v.form("notice"),
	}
	if text.File != nil {
		in.Draft = &text
	}
	return do(v, operation.CaseOpen, operation.Body(in))
}

func (s *Site) caseForm(v *visit) (*caseFormView, error) {
	staff, err := s.staff(v)
	if err != nil {
		return nil, err
	}
	policies, err := s.policyOptions(v)
	return &caseFormView{Staff: staff, Sensitivities: options(claim.Sensitivities), Policies: policies}, err
}

// staff are the people of the desk as choices, by handle.
func (s *Site) staff(v *visit) ([]option, error) {
	members, err := s.Reads.Staff(v.ctx(), v.who)
	if err != nil {
		return nil, err
	}
	list := make([]option, len(members))
	for i, m := range members {
		list[i] = option{Value: m.Handle, Label: m.Name, Hint: words(m.Roles)}
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
