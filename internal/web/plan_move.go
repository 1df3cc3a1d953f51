package web

import (
	"strings"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// planMoveView is the page on which open requests of a case are moved to another plan.
type planMoveView struct {
	Title, Base string
	Plans       []option
	Looked      bool // what would change is shown
	Moved       []casework.MovedRequest
	Seen        string
}

func (s *Site) planMovePage(v *visit) (*planMoveView, error) {
	r, err := s.Reads.CaseHead(v.ctx(), v.who, v.path("case"))
	if err != nil {
		return nil, err
	}
	plans, _, err := s.planOptions(v)
	return &planMoveView{Title: r.Title, Base: casePath(r), Plans: plans}, err
}

// planMoveShow shows the form.
func (s *Site) planMoveShow(v *visit) error {
	view, err := s.planMovePage(v)
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	return v.renderForm("plan_move", view, prefilled(map[string]string{"party": q.Get("party"), "requests": q.Get("request"), "plan": q.Get("plan")}))
}

// planMove shows what would change or, once that was looked at, moves the requests.
func (s *Site) planMove(v *visit) error {
	view, err := s.planMovePage(v)
	if err != nil {
		return err
	}
	in := casework.PlanMoveInput{Party: strings.TrimSpace(v.form("party")), Plan: v.form("plan"), Reason: v.form("reason"), Try: true}
	if r := strings.TrimSpace(v.form("requests")); r != "" {
		in.Requests = []string{r}
	}
	looked, err := do(v, operation.PlanMove, operation.InCase(v.path("case"), in))
	if err != nil {
		return v.refuse("plan_move", view, err)
	}
	view.Looked, view.Moved, view.Seen = true, looked.Moved, seenMoved(looked)
	if v.form("step") != "move" || v.form("seen") != view.Seen {
		return v.renderForm("plan_move", view, v.asTyped())
	}
	in.Try = false
	made, err := do(v, operation.PlanMove, operation.InCase(v.path("case"), in))
	if err != nil {
		return v.refuse("plan_move", view, err)
	}
	return v.done(view.Base, plural(len(made.Moved), "request")+" moved. What is to come stands with each.")
}

// seenMoved names what was looked at: who moves from which version to which.
func seenMoved(p casework.PlanMoved) string {
	var parts []string
	for _, m := range p.Moved {
		parts = append(parts, m.Code, m.From, m.To)
		for _, l := range m.After {
			parts = append(parts, l.At.UTC().Truncate(time.Minute).Format(time.RFC3339))
		}
	}
	return strings.Join(parts, "\n")
}
