package claim

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/policy"
)

// RepinPolicy moves a claim to the latest version of its policy, or to another one,
// on purpose. Content: the reason.
type RepinPolicy struct {
	Under  string `json:"under,omitempty"` // name of the policy; the claim's own if empty
	Reason Ref    `json:"reason"`
}

// CommandKind implements [Body].
func (RepinPolicy) CommandKind() string { return "repin policy" }

// PolicyRepinned: the claim is held to this policy from now on. What was signed is
// stale, and an outcome that was proposed is proposed anew. Content: the reason.
type PolicyRepinned struct {
	Under  Pinned    `json:"under"`
	Before string    `json:"before,omitempty"` // name and version of the one before; empty for none
	By     uuid.UUID `json:"by"`
	Reason Ref       `json:"reason"`
	Stage  Stage     `json:"stage"` // the claim's stage from now on
}

// FactKind implements [Fact].
func (PolicyRepinned) FactKind() string { return "claim.policy_repinned" }

// Repin says who moved a claim to another policy.
type Repin struct {
	By uuid.UUID `json:"by"`
	At time.Time `json:"at"`
}

func init() {
	RegisterBody[RepinPolicy](StreamClaim)
	RegisterFact[PolicyRepinned]()
}

// repin refuses a policy that too few people could sign, and a public finding: that
// is corrected first.
func (c *Claim) repin(b RepinPolicy, actor Actor, around Around) ([]Fact, error) {
	name := cmp.Or(b.Under, c.Under.Name)
	if name == "" {
		return nil, Errorf(CodeInvalid, "the claim is under no policy that has a name").WithField("policyName", "say which policy it comes under")
	}
	under, err := ThePolicy(around, name)
	if err != nil {
		return nil, err
	}
	if under == c.Under {
		return nil, nil
	}
	stage := c.stage()
	if stage.Over() || stage == StagePublished {
		return nil, c.wrongStage("moved to another policy")
	}
	if b.Reason == "" {
		return nil, NeedsReason()
	}
	as := *c
	as.Under, as.Repins = under, append(slices.Clone(c.Repins), Repin{By: actor.ID})
	of := StateOf[*Case](around, Stream{StreamCase, c.Case})
	if err := as.CheckSigners(of.SigningMembers(around.Staff()), around); err != nil {
		return nil, err
	}
	if stage == StageInReview || stage == StageSignedOff {
		stage = c.back()
	}
	return []Fact{PolicyRepinned{under, c.Under.String(), actor.ID, b.Reason, stage}}, nil
}

func (c *Claim) repinned(e Entry, f PolicyRepinned) {
	c.Under = f.Under
	c.Repins = append(c.Repins, Repin{f.By, e.At})
	c.at(f.Stage)
}

// AsksUnder lists what a policy would ask of the claim as it stands now.
func (c *Claim) AsksUnder(under Pinned, around Around) []policy.Requirement {
	as := *c
	as.Under = under
	return as.Asks(around)
}

// String is the name and the version; empty for none.
func (p Pinned) String() string {
	if p.Name == "" {
		return ""
	}
	return p.Name + ", version " + strconv.Itoa(p.Version)
}
