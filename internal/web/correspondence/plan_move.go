package correspondence

import (
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim/plan"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// planMoveView is the page on which open requests of a case are moved to another plan.
type planMoveView struct {
	Title, Base string
	Plans       []page.Option
	Looked      bool // what would change is shown
	Moved       []requests.MovedRequest
	Seen        string
}

func planMovePage(v *page.Visit) (*planMoveView, error) {
	r, err := v.Reads.CaseHead(v.Context(), v.Who, v.Path("case"))
	if err != nil {
		return nil, err
	}
	plans, _, err := planOptions(v)
	return &planMoveView{Title: r.Title, Base: page.CasePath(r), Plans: plans}, err
}

// PlanMoveShow shows the form.
func PlanMoveShow(v *page.Visit) error {
	view, err := planMovePage(v)
	if err != nil {
		return err
	}
	q := v.R.URL.Query()
	return v.RenderForm("plan_move", view, page.Prefilled(map[string]string{"party": q.Get("party"), "requests": q.Get("request"), "plan": q.Get("plan")}))
}

// PlanMove shows what would change or, once that was looked at, moves the requests.
func PlanMove(v *page.Visit) error {
	view, err := planMovePage(v)
	if err != nil {
		return err
	}
	in := requests.PlanMoveInput{Party: strings.TrimSpace(v.Form("party")), Plan: v.Form("plan"), Reason: v.Form("reason"), Try: true}
	if r := strings.TrimSpace(v.Form("requests")); r != "" {
		in.Requests = []string{r}
	}
	looked, err := page.Do(v, operation.PlanMove, operation.InCase(v.Path("case"), in))
	if err != nil {
		return v.Refuse("plan_move", view, err)
	}
	view.Looked, view.Moved, view.Seen = true, looked.Moved, seenMoved(looked)
	if v.Form("step") != "move" || v.Form("seen") != view.Seen {
		return v.RenderForm("plan_move", view, v.AsTyped())
	}
	in.Try = false
	made, err := page.Do(v, operation.PlanMove, operation.InCase(v.Path("case"), in))
	if err != nil {
		return v.Refuse("plan_move", view, err)
	}
	return v.Done(view.Base, page.Plural(len(made.Moved), "request")+" moved. What is to come stands with each.")
}

// seenMoved names what was looked at: who moves from which version to which.
func seenMoved(p requests.PlanMoved) string {
	var parts []string
	for _, m := range p.Moved {
		parts = append(parts, m.Code, m.From, m.To)
		for _, l := range m.After {
			parts = append(parts, l.At.UTC().Truncate(time.Minute).Format(time.RFC3339))
		}
	}
	return strings.Join(parts, "\n")
}

// planOptions are the plans that a request can come under.
func planOptions(v *page.Visit) (list []page.Option, places []string, err error) {
	all, err := page.Do(v, operation.PlanList, operation.None{})
	for _, p := range all {
		hint := strings.Join(plan.Of(p.Text).Says()[:1], "")
		list = append(list, page.Option{Value: p.Name, Label: p.Name, Hint: hint})
		places = append(places, p.Limits...)
	}
	return list, slices.Compact(slices.Sorted(slices.Values(places))), err
}
