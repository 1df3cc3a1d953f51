package people

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MaxPolicies is how many policies a desk has at most.
const MaxPolicies = 40

// DeskPolicy is a policy of the desk in its latest version.
type DeskPolicy struct {
	claim.Pinned
	At time.Time `json:"at"`
	By uuid.UUID `json:"by,omitzero"`
}

// SetPolicy gives the desk a policy, or a new version of one. The document is no
// content: it says how the desk works, and readers may be told.
type SetPolicy struct {
	Text string `json:"text"`
}

// CommandKind implements [claim.Body].
func (SetPolicy) CommandKind() string { return "set policy" }

// PolicySet: a version of a policy is in force for what is opened from now on.
type PolicySet struct {
	claim.Pinned
}

// FactKind implements [claim.Fact].
func (PolicySet) FactKind() string { return "desk.policy_set" }

func init() {
	claim.RegisterBody[SetPolicy](claim.StreamDesk)
	claim.RegisterFact[PolicySet]()
}

// PolicyNamed implements [claim.Shelf].
func (d *Desk) PolicyNamed(name string) (claim.Pinned, bool) {
	for _, p := range d.Policies {
		if p.Name == name {
			return p.Pinned, true
		}
	}
	return claim.Pinned{}, false
}

// setPolicy takes a policy whose examples hold, that is the next version of its
// name, and that could not leave nobody able to sign.
func (d *Desk) setPolicy(b SetPolicy, around claim.Around) ([]claim.Fact, error) {
	read, err := claim.ParsePolicy(b.Text)
	if err != nil {
		return nil, err
	}
	before, there := d.PolicyNamed(read.Name)
	switch {
	case there && before.Text == b.Text:
		return nil, nil
	case there && read.Version != before.Version+1:
		return nil, claim.Errorf(claim.CodeConflict, "the desk has version %d of the policy %s, so this one is version %d, not %d", before.Version, read.Name, before.Version+1, read.Version).
			WithField("text", "look at what stands there now, and give yours the next version")
	case !there && len(d.Policies) >= MaxPolicies:
		return nil, claim.Errorf(claim.CodeTooLarge, "a desk has at most %d policies", MaxPolicies)
	}
	if err := claim.CheckStaff(read, around.Staff()); err != nil {
		return nil, err
	}
	return []claim.Fact{PolicySet{claim.Pinned{Name: read.Name, Version: read.Version, Text: b.Text}}}, nil
}

func (d *Desk) policySet(e claim.Entry, f PolicySet) {
	d.Policies = slices.DeleteFunc(slices.Clone(d.Policies), func(p DeskPolicy) bool { return p.Name == f.Name })
	d.Policies = append(d.Policies, DeskPolicy{f.Pinned, e.At, e.Actor.ID})
}
