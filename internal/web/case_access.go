package web

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
)

// accessView is the page that says, and changes, who may see a case.
type accessView struct {
	reading.Report
	Base          string
	Access        desk.Access
	Seen          int64
	Conflict      bool
	Staff         []option // who can be named
	Owners        []option // who can own a case
	Sensitivities []option
}

// caseAccess shows who may see a case.
func (s *Site) caseAccess(v *visit) error {
	view, err := s.access(v)
	if err != nil {
		return err
	}
	form := prefilled(map[string]string{"owner": view.Access.Owner.Handle, "sensitivity": string(view.Access.Sensitivity)})
	for _, m := range view.Access.Named {
		form.Values.Add("access", m.Handle)
	}
	return v.renderForm("case_access", view, form)
}

// caseChangeAccess grants and revokes sight of a case.
func (s *Site) caseChangeAccess(v *visit) error {
	_, err := do(v, operation.AccessChange, operation.InCase(v.path("case"), casework.AccessInput{
		Seen: v.seen(), Owner: v.form("owner"), Sensitivity: claim.Sensitivity(v.form("sensitivity")), Access: v.list("access"),
	}))
	if err == nil {
		if _, err := s.Reads.AccessOf(v.ctx(), v.who, v.path("case")); err != nil {
			return v.done("/cases", "Who may see the case was changed. You are no longer among them.")
		}
		return v.done("/cases/"+v.path("case")+"/access", "Who may see the case was changed.")
	}
	view, failed := s.access(v)
	if failed != nil {
		return failed
	}
	if view.Conflict = claim.CodeOf(err) == claim.CodeConflict; !view.Conflict {
		view.Seen = v.seen()
	}
	return v.refuse("case_access", view, err)
}

func (s *Site) access(v *visit) (*accessView, error) {
	r, err := s.Reads.Report(v.ctx(), v.who, v.path("case"), nil)
	if err != nil {
		return nil, err
	}
	a, err := s.Reads.AccessOf(v.ctx(), v.who, v.path("case"))
	if err != nil {
		return nil, err
	}
	members, err := s.Reads.Staff(v.ctx(), v.who)
	if err != nil {
		return nil, err
	}
	view := &accessView{Report: r, Base: casePath(r), Access: a, Seen: a.Version, Sensitivities: options(claim.Sensitivities)}
	for _, m := range members {
		o := option{Value: m.Handle, Label: m.Name, Hint: words(m.Roles)}
		view.Staff = append(view.Staff, o)
		if (claim.Member{ID: m.ID, Roles: m.Roles, Disabled: m.Out}).CanOwn() {
			view.Owners = append(view.Owners, option{Value: m.Handle, Label: m.Name})
		}
	}
	return view, nil
}
