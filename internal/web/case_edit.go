package web

import (
	"errors"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// caseEditView is the page to change a case. Its fields hold what was typed,
// beside them stands what the case says now.
type caseEditView struct {
	reading.Report
	Base     string
	Seen     int64 // version of the case that the editor has before her
	Conflict bool  // somebody else has changed it
	PlanText string
	Policies []option
}

// caseEdit shows the form to change a case.
func (s *Site) caseEdit(v *visit) error {
	r, err := s.Reads.Report(v.ctx(), v.who, v.path("case"), nil)
	if err != nil {
		return err
	}
	fields := planFields(r.Plan)
	fields["policyName"] = r.PolicyName
	fields["title"], fields["notice"], fields["about"] = r.Title, r.Notice, strings.Join(r.About, ", ")
	maps.Copy(fields, policyFields(r.Policy))
	v.fill(fields, "publishAt", r.PublishAt)
	v.fill(fields, "embargo", r.Embargo)
	view := newCaseEditView(r, r.Version, false)
	if view.Policies, err = s.policyOptions(v); err != nil {
		return err
	}
	return v.renderForm("case_edit", view, prefilled(fields))
}

// fill puts an instant into a form, in the desk's zone, for [visit.instant] to read.
func (v *visit) fill(fields map[string]string, name string, at *time.Time) {
	if at != nil {
		fields[name], fields[name+"_was"] = at.In(v.zone).Format(localLayout), at.Format(time.RFC3339Nano)
	}
}

func newCaseEditView(r reading.Report, seen int64, conflict bool) *caseEditView {
	return &caseEditView{Report: r, Base: casePath(r), Seen: seen, Conflict: conflict, PlanText: planText(r.Plan)}
}

// caseRevise changes a case. If somebody else has changed it meanwhile, the page
// shows both versions.
func (s *Site) caseRevise(v *visit) error {
	err := s.reviseCase(v)
	if err == nil {
		return v.done("/cases/"+v.path("case"), "The case was changed.")
	}
	r, failed := s.Reads.Report(v.ctx(), v.who, v.path("case"), nil)
	if failed != nil {
		return failed
	}
	seen, conflict := v.seen(), claim.CodeOf(err) == claim.CodeConflict
	if conflict {
		seen, err = r.Version, changedMeanwhile("case")
	}
	view := newCaseEditView(r, seen, conflict)
	if view.Policies, failed = s.policyOptions(v); failed != nil {
		return failed
	}
	return v.refuse("case_edit", view, err)
}

// changedMeanwhile says that what an editor changes is not what she had before
// her: somebody else has changed it, or she has, with the same form.
func changedMeanwhile(what string) error {
	return claim.Errorf(claim.CodeConflict, "the %s has changed since you opened this page", what).
		WithHint("both versions stand here; keep what is right of each, and send it again")
}

// seen is the version that the editor had before her.
func (v *visit) seen() int64 {
	return v.whole("seen")
}

// whole is a whole number in a form; 0 for what is none.
func (v *visit) whole(name string) int64 {
	n, _ := strconv.ParseInt(v.form(name), 10, 64)
	return n
}

func (s *Site) reviseCase(v *visit) error {
	policy, err := v.policy()
	if err != nil {
		return err
	}
	plan, err := v.plan()
	if err != nil {
		return err
	}
	publishAt, err := v.instant("publishAt")
	if err != nil {
		return err
	}
	embargo, err := v.instant("embargo")
	if err != nil {
		return err
	}
	_, err = do(v, operation.CaseRevise, operation.InCase(v.path("case"), casework.CaseRevision{
		Seen: v.seen(), Title: v.form("title"), Notice: v.form("notice"), StatusLine: v.words("about"),
		Policy: policy, PolicyName: v.form("policyName"), Plan: plan, PublishAt: &publishAt, Embargo: &embargo,
	}))
	return atField(err, "statusLine", "about")
}

// words are the values of a field with several on a line, without the empty ones.
func (v *visit) words(name string) []string {
	var list []string
	for _, word := range v.lines(name) {
		if word = strings.TrimSpace(word); word != "" {
			list = append(list, word)
		}
	}
	return list
}

// atField moves what is wrong with a field of the door to the page's field for it.
func atField(err error, from, to string) error {
	var e *claim.Error
	if !errors.As(err, &e) || e.Fields[from] == "" {
		return err
	}
	return e.WithField(to, e.Fields[from])
}
