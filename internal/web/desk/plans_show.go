package desk

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// plansView shows every reminder plan in words, with a picture of its steps.
type plansView struct {
	Plans    []planShown
	MayWrite bool
}

// planShown is a plan with its picture.
type planShown struct {
	house.PlanView
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

func pictured(p house.PlanView) planShown {
	v := planShown{PlanView: p}
	for _, s := range p.Steps {
		v.Marks = append(v.Marks, planMark{planLeft + int(s.Place*planWidth), s.Final, s.Kind + ": " + s.When})
		v.Over = v.Over || s.Place > 1
	}
	return v
}

// Picture says what the picture shows.
func (p planShown) Picture() string {
	return fmt.Sprintf("%s of the plan %s from left to right. The list below says the same.", page.Plural(len(p.Marks), "step"), p.Name)
}

func plansPage(v *page.Visit) (*plansView, error) {
	all, err := page.Do(v, operation.PlanList, operation.None{})
	view := &plansView{MayWrite: v.Who.Can(casework.MayWriteDesk)}
	for _, p := range all {
		view.Plans = append(view.Plans, pictured(p))
	}
	return view, err
}

// PlansShow shows the desk's reminder plans and the presets.
func PlansShow(v *page.Visit) error {
	view, err := plansPage(v)
	if err != nil {
		return err
	}
	return v.Render("plans", view)
}

// PlanSet gives the desk a reminder plan.
func PlanSet(v *page.Visit) error {
	text := strings.ReplaceAll(v.Form("text"), "\r\n", "\n")
	made, err := page.Do(v, operation.PlanSet, operation.Body(house.PlanInput{Text: text}))
	if err == nil {
		return v.Done("/settings/plans", "The plan "+made.Name+" is in force for what is asked from now on. Open requests keep theirs until they are moved.")
	}
	view, failed := plansPage(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("plans", view, err)
}
