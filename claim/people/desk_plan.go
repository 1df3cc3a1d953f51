package people

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/plan"
)

// MaxPlans is how many plans a desk has at most.
const MaxPlans = 40

// DeskPlan is a plan of the desk in its latest version.
type DeskPlan struct {
	claim.Pinned
	At time.Time `json:"at"`
	By uuid.UUID `json:"by,omitzero"`
}

// SetPlan gives the desk a plan, or a new version of one. The document is no
// content: it says how the desk works.
type SetPlan struct {
	Text string `json:"text"`
}

// CommandKind implements [claim.Body].
func (SetPlan) CommandKind() string { return "set plan" }

// PlanSet: a version of a plan is in force for what is asked from now on.
type PlanSet struct {
	claim.Pinned
}

// FactKind implements [claim.Fact].
func (PlanSet) FactKind() string { return "desk.plan_set" }

func init() {
	claim.RegisterBody[SetPlan](claim.StreamDesk)
	claim.RegisterFact[PlanSet]()
}

// PlanNamed implements [plan.Shelf].
func (d *Desk) PlanNamed(name string) (claim.Pinned, bool) {
	for _, p := range d.Plans {
		if p.Name == name {
			return p.Pinned, true
		}
	}
	return claim.Pinned{}, false
}

// PlansSet implements [plan.Shelf].
func (d *Desk) PlansSet() []claim.Pinned {
	var all []claim.Pinned
	for _, p := range d.Plans {
		all = append(all, p.Pinned)
	}
	return all
}

// setPlan takes a plan whose examples hold, and that is the next version of its name.
func (d *Desk) setPlan(b SetPlan) ([]claim.Fact, error) {
	read, err := plan.Read(b.Text)
	if err != nil {
		return nil, err
	}
	for _, kind := range read.For.Parties {
		if err := claim.OneOf("text", PartyKind(kind), PartyKinds); err != nil {
			return nil, err
		}
	}
	before, there := d.PlanNamed(read.Name)
	switch {
	case there && before.Text == b.Text:
		return nil, nil
	case there && read.Version != before.Version+1:
		return nil, claim.Errorf(claim.CodeConflict, "the desk has version %d of the plan %s, so this one is version %d, not %d", before.Version, read.Name, before.Version+1, read.Version).
			WithField("text", "look at what stands there now, and give yours the next version")
	case !there && len(d.Plans) >= MaxPlans:
		return nil, claim.Errorf(claim.CodeTooLarge, "a desk has at most %d plans", MaxPlans)
	}
	return []claim.Fact{PlanSet{claim.Pinned{Name: read.Name, Version: read.Version, Text: b.Text}}}, nil
}

func (d *Desk) planSet(e claim.Entry, f PlanSet) {
	d.Plans = slices.DeleteFunc(slices.Clone(d.Plans), func(p DeskPlan) bool { return p.Name == f.Name })
	d.Plans = append(d.Plans, DeskPlan{f.Pinned, e.At, e.Actor.ID})
}
