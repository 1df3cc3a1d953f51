package verification

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/policy"
)

// RepinPolicy moves a claim to the latest version of its policy, or to another one,
// on purpose. Content: the reason.
type RepinPolicy struct {
	Under  string    `json:"under,omitempty"` // name of the policy; the claim's own if empty
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (RepinPolicy) CommandKind() string { return "repin policy" }

// PolicyRepinned: the claim is held to this policy from now on. What was signed is
// stale, and an outcome that was proposed is proposed anew. Content: the reason.
type PolicyRepinned struct {
	Under  claim.Pinned `json:"under"`
	Before string       `json:"before,omitempty"` // name and version of the one before; empty for none
	By     uuid.UUID    `json:"by"`
	Reason claim.Ref    `json:"reason"`
	Stage  claim.Stage  `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (PolicyRepinned) FactKind() string { return "claim.policy_repinned" }

// Repin says who moved a claim to another policy.
type Repin struct {
	By uuid.UUID `json:"by"`
	At time.Time `json:"at"`
}

func init() {
	claim.RegisterBody[RepinPolicy](claim.StreamClaim)
	claim.RegisterFact[PolicyRepinned]()
}

// repin refuses a policy that too few people could sign, and a public finding: that
// is corrected first.
func (c *Claim) repin(b RepinPolicy, actor claim.Actor, around claim.Around) ([]claim.Fact, error) {
	name := cmp.Or(b.Under, c.Under.Name)
	if name == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "the claim is under no policy that has a name").WithField("policyName", "say which policy it comes under")
	}
	under, err := claim.ThePolicy(around, name)
	if err != nil {
		return nil, err
	}
	if under == c.Under {
		return nil, nil
	}
	stage := c.stage()
	if stage.Over() || stage == claim.StagePublished {
		return nil, c.wrongStage("moved to another policy")
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	as := *c
	as.Under, as.Repins = under, append(slices.Clone(c.Repins), Repin{By: actor.ID})
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	if err := as.CheckSigners(of.SigningMembers(around.Staff()), around); err != nil {
		return nil, err
	}
	if stage == claim.StageInReview || stage == claim.StageSignedOff {
		stage = c.back()
	}
	return []claim.Fact{PolicyRepinned{under, c.Under.String(), actor.ID, b.Reason, stage}}, nil
}

func (c *Claim) repinned(e claim.Entry, f PolicyRepinned) {
	c.Under = f.Under
	c.Repins = append(c.Repins, Repin{f.By, e.At})
	c.at(f.Stage)
}

// AsksUnder lists what a policy would ask of the claim as it stands now.
func (c *Claim) AsksUnder(under claim.Pinned, around claim.Around) []policy.Requirement {
	as := *c
	as.Under = under
	return as.Asks(around)
}
