package letters

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/plan"
)

// MovePlan moves open requests to the latest version of their plan, or to another plan, on
// purpose. Content: the reason.
type MovePlan struct {
	Requests []uuid.UUID `json:"requests,omitempty"` // every open one that was put in a letter, if empty
	Plan     string      `json:"plan,omitempty"`     // its name; the requests' own if empty
	Reason   claim.Ref   `json:"reason"`
}

// CommandKind implements [claim.Body].
func (MovePlan) CommandKind() string { return "move plan" }

// PlanMoved: the request comes under this plan from now on. Content: the reason.
type PlanMoved struct {
	Request uuid.UUID     `json:"request"`
	Plan    *claim.Pinned `json:"plan"`
	Before  string        `json:"before,omitempty"` // name and version of the one before; empty for the shares of its case
	Steps   []claim.Step  `json:"steps,omitempty"`
	Until   time.Time     `json:"until,omitzero"`
	Reason  claim.Ref     `json:"reason"`
}

// FactKind implements [claim.Fact].
func (PlanMoved) FactKind() string { return "request.plan_moved" }

func init() {
	claim.RegisterBody[MovePlan](claim.StreamCorrespondence)
	claim.RegisterFact[PlanMoved]()
}

// PlanName names the plan with its version; empty for the shares of the request's case.
func (r Request) PlanName() string {
	if r.Plan == nil {
		return ""
	}
	return r.Plan.String()
}

func (c *Correspondence) movePlan(b MovePlan, now time.Time, around claim.Around) (facts []claim.Fact, err error) {
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	for _, id := range b.Requests {
		if err := c.checkMove(id); err != nil {
			return nil, err
		}
	}
	for _, r := range c.Requests {
		if r.Over() || r.ByHand() || len(b.Requests) > 0 && !slices.Contains(b.Requests, r.ID) {
			continue
		}
		moved, err := c.move(r, b, now, around)
		if err != nil {
			return nil, err
		}
		facts = append(facts, moved...)
	}
	return facts, nil
}

// checkMove refuses a request that has no reminders to come.
func (c *Correspondence) checkMove(id uuid.UUID) error {
	switch r := c.Request(id); {
	case r == nil:
		return claim.Errorf(claim.CodeNotFound, "there is no such request to this party")
	case r.ByHand():
		return claim.Errorf(claim.CodeWrongStage, "only requests that were put in letters have reminders")
	case r.Over():
		return claim.Errorf(claim.CodeWrongStage, "the request is over: %s", r.Lifecycle).WithHint("extend it to ask again; it can be moved then")
	}
	return nil
}

// move lays another plan over the time that the party had from the beginning, as far as it is to come.
func (c *Correspondence) move(r Request, b MovePlan, now time.Time, around claim.Around) ([]claim.Fact, error) {
	name := b.Plan
	if r.Plan != nil {
		name = cmp.Or(name, r.Plan.Name)
	}
	if name == "" {
		if len(b.Requests) == 0 { // of all, those that have none stay as they are
			return nil, nil
		}
		return nil, claim.Errorf(claim.CodeInvalid, "the request is under no plan that has a name").WithField("plan", "say which plan it comes under")
	}
	under, err := plan.The(around, name)
	if err != nil || r.Plan != nil && *r.Plan == under {
		return nil, err
	}
	laid := plan.Of(under.Text).Lay(FrameOf(c.Case, c.Party, r.SendAt, r.AnswerBy, around))
	as := r
	as.Plan, as.Until, as.Steps = &under, afterAnswerBy(laid, r.AnswerBy), laid.Steps
	if r.Final().After(now) && !as.Final().After(now) { // nobody is silent for good because a plan was moved
		as.Until = r.Until
	}
	as.Steps = slices.DeleteFunc(as.Steps, func(s claim.Step) bool { return s.Final && !s.At.After(now) })
	if r.live() {
		as.Steps, _ = as.thin(now, now.Add(as.gap()))
	}
	if r.Promised.After(now) {
		as.Steps, _ = as.waitUntil(r.Promised, as.Steps, c.calendar(around))
	}
	return []claim.Fact{PlanMoved{r.ID, &under, r.PlanName(), as.Steps, as.Until, b.Reason}}, nil
}

func (r *Request) planMoved(f PlanMoved) { r.Plan, r.Steps, r.Until = f.Plan, f.Steps, f.Until }
