package cases

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// accessView is the page that says, and changes, who may see a case.
type accessView struct {
	report.Report
	Base          string
	Access        desk.Access
	Seen          int64
	Conflict      bool
	Staff         []page.Option // who can be named
	Owners        []page.Option // who can own a case
	Sensitivities []page.Option
}

// Access shows who may see a case.
func Access(v *page.Visit) error {
	view, err := access(v)
	if err != nil {
		return err
	}
	form := page.Prefilled(map[string]string{"owner": view.Access.Owner.Handle, "sensitivity": string(view.Access.Sensitivity)})
	for _, m := range view.Access.Named {
		form.Values.Add("access", m.Handle)
	}
	return v.RenderForm("case_access", view, form)
}

// ChangeAccess grants and revokes sight of a case.
func ChangeAccess(v *page.Visit) error {
	_, err := page.Do(v, operation.AccessChange, operation.InCase(v.Path("case"), writing.AccessInput{
		Seen: v.Seen(), Owner: v.Form("owner"), Sensitivity: claim.Sensitivity(v.Form("sensitivity")), Access: v.List("access"),
	}))
	if err == nil {
		if _, err := v.Reads.AccessOf(v.Context(), v.Who, v.Path("case")); err != nil {
			return v.Done("/cases", "Who may see the case was changed. You are no longer among them.")
		}
		return v.Done("/cases/"+v.Path("case")+"/access", "Who may see the case was changed.")
	}
	view, failed := access(v)
	if failed != nil {
		return failed
	}
	if view.Conflict = claim.CodeOf(err) == claim.CodeConflict; !view.Conflict {
		view.Seen = v.Seen()
	}
	return v.Refuse("case_access", view, err)
}

func access(v *page.Visit) (*accessView, error) {
	r, err := v.Reads.Report(v.Context(), v.Who, v.Path("case"), nil)
	if err != nil {
		return nil, err
	}
	a, err := v.Reads.AccessOf(v.Context(), v.Who, v.Path("case"))
	if err != nil {
		return nil, err
	}
	members, err := v.Reads.Staff(v.Context(), v.Who)
	if err != nil {
		return nil, err
	}
	view := &accessView{Report: r, Base: page.CasePath(r), Access: a, Seen: a.Version, Sensitivities: page.Options(claim.Sensitivities)}
	for _, m := range members {
		o := page.Option{Value: m.Handle, Label: m.Name, Hint: words(m.Roles)}
		view.Staff = append(view.Staff, o)
		if (claim.Member{ID: m.ID, Roles: m.Roles, Disabled: m.Out}).CanOwn() {
			view.Owners = append(view.Owners, page.Option{Value: m.Handle, Label: m.Name})
		}
	}
	return view, nil
}
