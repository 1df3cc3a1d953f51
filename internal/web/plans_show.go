package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim/plan"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// plansView shows every reminder plan in words, with a picture of its steps.
type plansView struct {
	Plans    []planShown
	MayWrite bool
}

// planShown is a plan with its picture.
type planShown struct {
	casework.PlanView
	Marks []planMark
	Over  bool // letters follow the answer-by instant
}

// planMark is a step in the picture.
type planMark struct {
	X     int
	Final bool
	Says  string
}

// The picture of a plan: from where the request goes out to the answer-by instant, and as far after it.
const (
	planLeft  = 20
	planWidth = 480
)

func pictured(p casework.PlanView) planShown {
	v := planShown{PlanView: p}
	for _, s := range p.Steps {
		v.Marks = append(v.Marks, planMark{planLeft + int(s.Place*planWidth), s.Final, s.Kind + ": " + s.When})
		v.Over = v.Over || s.Place > 1
	}
	return v
}

// Picture says what the picture shows.
func (p planShown) Picture() string {
	return fmt.Sprintf("%s of the plan %s from left to right. The list below says the same.", plural(len(p.Marks), "step"), p.Name)
}

func (s *Site) plansPage(v *visit) (*plansView, error) {
	all, err := do(v, operation.PlanList, operation.None{})
	view := &plansView{MayWrite: v.who.Can(casework.MayWriteDesk)}
	for _, p := range all {
		view.Plans = append(view.Plans, pictured(p))
	}
	return view, err
}

// plansShow shows the desk's reminder plans and the presets.
func (s *Site) plansShow(v *visit) error {
	view, err := s.plansPage(v)
	if err != nil {
		return err
	}
	return v.render("plans", view)
}

// planSet gives the desk a reminder plan.
func (s *Site) planSet(v *visit) error {
	text := strings.ReplaceAll(v.form("text"), "\r\n", "\n")
	made, err := do(v, operation.PlanSet, operation.Body(casework.PlanInput{Text: text}))
	if err == nil {
		return v.done("/settings/plans", "The plan "+made.Name+" is in force for what is asked from now on. Open requests keep theirs until they are moved.")
	}
	view, failed := s.plansPage(v)
	if failed != nil {
		return failed
	}
	return v.refuse("plans", view, err)
}

// planOptions are the plans that a request can come under.
func (s *Site) planOptions(v *visit) (list []option, places []string, err error) {
	all, err := do(v, operation.PlanList, operation.None{})
	for _, p := range all {
		hint := strings.Join(plan.Of(p.Text).Says()[:1], "")
		list = append(list, option{Value: p.Name, Label: p.Name, Hint: hint})
		places = append(places, p.Limits...)
	}
	return list, slices.Compact(slices.Sorted(slices.Values(places))), err
}
