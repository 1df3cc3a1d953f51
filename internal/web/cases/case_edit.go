package cases

import (
	"maps"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// caseEditView is the page to change a case. Its fields hold what was typed,
// beside them stands what the case says now.
type caseEditView struct {
	report.Report
	Base     string
	Seen     int64 // version of the case that the editor has before her
	Conflict bool  // somebody else has changed it
	PlanText string
	Policies []page.Option
}

// Edit shows the form to change a case.
func Edit(v *page.Visit) error {
	r, err := v.Reads.Report(v.Context(), v.Who, v.Path("case"), nil)
	if err != nil {
		return err
	}
	fields := page.PlanFields(r.Plan)
	fields["policyName"] = r.PolicyName
	fields["title"], fields["notice"], fields["about"] = r.Title, r.Notice, strings.Join(r.About, ", ")
	maps.Copy(fields, page.PolicyFields(r.Policy))
	v.Fill(fields, "publishAt", r.PublishAt)
	v.Fill(fields, "embargo", r.Embargo)
	view := newCaseEditView(r, r.Version, false)
	if view.Policies, err = v.PolicyOptions(); err != nil {
		return err
	}
	return v.RenderForm("case_edit", view, page.Prefilled(fields))
}

func newCaseEditView(r report.Report, seen int64, conflict bool) *caseEditView {
	return &caseEditView{Report: r, Base: page.CasePath(r), Seen: seen, Conflict: conflict, PlanText: planText(r.Plan)}
}

// Revise changes a case. If somebody else has changed it meanwhile, the page
// shows both versions.
func Revise(v *page.Visit) error {
	err := reviseCase(v)
	if err == nil {
		return v.Done("/cases/"+v.Path("case"), "The case was changed.")
	}
	r, failed := v.Reads.Report(v.Context(), v.Who, v.Path("case"), nil)
	if failed != nil {
		return failed
	}
	seen, conflict := v.Seen(), claim.CodeOf(err) == claim.CodeConflict
	if conflict {
		seen, err = r.Version, page.ChangedMeanwhile("case")
	}
	view := newCaseEditView(r, seen, conflict)
	if view.Policies, failed = v.PolicyOptions(); failed != nil {
		return failed
	}
	return v.Refuse("case_edit", view, err)
}

func reviseCase(v *page.Visit) error {
	policy, err := v.Policy()
	if err != nil {
		return err
	}
	plan, err := v.Plan()
	if err != nil {
		return err
	}
	publishAt, err := v.Instant("publishAt")
	if err != nil {
		return err
	}
	embargo, err := v.Instant("embargo")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.CaseRevise, operation.InCase(v.Path("case"), writing.CaseRevision{
		Seen: v.Seen(), Title: v.Form("title"), Notice: v.Form("notice"), StatusLine: v.Words("about"),
		Policy: policy, PolicyName: v.Form("policyName"), Plan: plan, PublishAt: &publishAt, Embargo: &embargo,
	}))
	return page.AtField(err, "statusLine", "about")
}
