package house

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/plan"
	"github.com/onrecord/onrecord/internal/casework"
)

// PlanView is a reminder plan in words, with its document.
type PlanView struct {
	Name     string          `json:"name"`
	Version  int             `json:"version"`
	Source   string          `json:"source" doc:"why so"`
	About    string          `json:"about,omitempty"`
	For      string          `json:"for,omitempty" doc:"which requests come under it where nobody names a plan; none by itself if left out, and none of a preset"`
	Preset   bool            `json:"preset,omitempty" doc:"it comes with the product, and the desk has not set one of that name"`
	At       time.Time       `json:"at,omitzero" doc:"when the desk set this version"`
	By       string          `json:"by,omitempty" doc:"who set it"`
	Steps    []plan.StepSaid `json:"steps"`
	Says     []string        `json:"says" doc:"what else it says"`
	Limits   []string        `json:"limits,omitempty" doc:"where it knows how long a party has by law"`
	Examples []string        `json:"examples" doc:"what the document says of itself, and what holds"`
	Text     string          `json:"text" doc:"the document"`
}

// PlanInput is a plan to be set.
type PlanInput struct {
	Text string `json:"text" maxLength:"8192" doc:"the document, in YAML: see docs/plans.md"`
}

// PlanInWords is a document as it is shown.
func PlanInWords(d *plan.Document, text string) PlanView {
	v := PlanView{
		Name: d.Name, Version: d.Version, Source: d.Source, About: d.About, For: d.For.Words(),
		Steps: d.Words(), Says: d.Says(), Examples: []string{}, Text: text,
	}
	for _, l := range d.Limits {
		v.Limits = append(v.Limits, l.Where)
	}
	for _, e := range d.Examples {
		v.Examples = append(v.Examples, e.Says)
	}
	return v
}

// Plans lists the desk's plans and the presets, by name. A preset of whose name the
// desk has set one of its own is not listed.
func Plans(ctx context.Context, d *casework.Door, _ casework.Caller) ([]PlanView, error) {
	desk, err := casework.Load[*people.Desk](ctx, d.Record(), claim.StreamDesk, people.DeskID)
	if err != nil {
		return nil, err
	}
	var all []PlanView
	for _, p := range desk.Plans {
		v := PlanInWords(plan.Of(p.Text), p.Text)
		v.At = p.At
		if v.By, err = d.PersonName(ctx, p.By); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	for _, p := range plan.Presets() {
		if _, own := desk.PlanNamed(p.Name); !own {
			v := PlanInWords(p.Document, p.Text)
			v.Preset = true
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b PlanView) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

// Plan shows one plan by its name.
func Plan(ctx context.Context, d *casework.Door, caller casework.Caller, name string) (PlanView, error) {
	all, err := Plans(ctx, d, caller)
	if err != nil {
		return PlanView{}, err
	}
	if i := slices.IndexFunc(all, func(p PlanView) bool { return p.Name == name }); i >= 0 {
		return all[i], nil
	}
	return PlanView{}, claim.Errorf(claim.CodeNotFound, "the desk has no plan called %q", name).WithHint("see what there is: onrecord plan list")
}

// SetPlan gives the desk a plan, or a new version of one. It returns [claim.CodeInvalid]
// with line and column for a document that is wrong or whose examples do not hold, and
// [claim.CodeConflict] if another version is the next one.
func SetPlan(ctx context.Context, d *casework.Door, caller casework.Caller, in PlanInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	read, err := plan.Read(in.Text)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: people.DeskID, Name: read.Name}, d.Write(ctx, claim.DeskStream, casework.Command(ctx, caller, people.SetPlan{Text: in.Text}))
}
