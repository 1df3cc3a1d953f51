package verification

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
)

// Claim is one checkable statement on its way to a finding. One workflow
// writes it. Its three axes are the stage, the outcome and, once it is
// published, the rating of the desk's own scale.
type Claim struct {
	claim.Head
	sources.Known
	Case         uuid.UUID             `json:"case"`
	Tier         claim.Tier            `json:"tier"`
	Author       uuid.UUID             `json:"author"`
	Series       *cases.Series         `json:"series,omitempty"` // that it is one of
	Policy       claim.Policy          `json:"policy"`
	Under        claim.Pinned          `json:"under,omitzero"`  // the desk's policy that it is pinned to; zero for none
	Marks        []Mark                `json:"marks,omitempty"` // in order
	Stage        claim.Stage           `json:"stage"`
	HeldFrom     claim.Stage           `json:"heldFrom,omitempty"` // while on hold, the stage to come back to
	Since        time.Time             `json:"since,omitzero"`     // when it came to its stage
	Outcome      claim.Outcome         `json:"outcome"`
	Why          finding.Why           `json:"why,omitempty"` // of an outcome that establishes nothing
	AsOf         time.Time             `json:"asOf,omitzero"` // of the outcome
	Proposal     *finding.Proposal     `json:"proposal,omitempty"`
	SignOffs     []finding.SignOff     `json:"signOffs,omitempty"`
	Returns      []finding.Returned    `json:"returns,omitempty"`
	Publications []finding.Publication `json:"publications,omitempty"`
	Steps        []finding.StepDone    `json:"steps,omitempty"`
	Chase        *Chase                `json:"chase,omitempty"`      // of the latest review that waited too long
	Repins       []Repin               `json:"repins,omitempty"`     // who moved it to another policy
	Disclosure   *Disclosure           `json:"disclosure,omitempty"` // whether the claimant is named outside, if somebody has decided
	relation.Ties
	Found    bool              `json:"found,omitempty"` // something was signed off about it, besides that nothing is established
	Schedule *finding.Schedule `json:"schedule,omitempty"`
	Missed   *finding.Missed   `json:"missed,omitempty"`   // the latest schedule, if it did not come about
	NotAsked []NotAsked        `json:"notAsked,omitempty"` // who is not asked about a wording, by somebody's decision
	Paused   *claim.Pause      `json:"paused,omitempty"`   // of its reminders
}

func init() {
	claim.RegisterKind(claim.StreamClaim, func(h claim.Head) claim.Aggregate { return &Claim{Head: h} })
}

// Stream implements [claim.Aggregate].
func (c *Claim) Stream() claim.Stream { return claim.Stream{Kind: claim.StreamClaim, ID: c.ID} }

// Subject is the hash of everything that a sign-off covers: the statement, the
// parties with their parts, whether the claimant is named outside, the proposed outcome
// with its rationale and the entry that proposed it, who was asked, all that was said
// and the evidence, each with its way, which origins are held to be one, and what the
// claim is to others. Proposing again needs new sign-offs.
// It is empty while nothing is proposed.
func (c *Claim) Subject() string {
	if c.Proposal == nil {
		return ""
	}
	return c.Covers().hash()
}

// ValidSignOffs returns the sign-offs on exactly what is there now. The others are stale.
func (c *Claim) ValidSignOffs() []finding.SignOff {
	subject := c.Subject()
	return slices.DeleteFunc(slices.Clone(c.SignOffs), func(s finding.SignOff) bool { return s.Subject != subject })
}

// stage is the stage that counts: the one to come back to while on hold.
func (c *Claim) stage() claim.Stage {
	if c.Stage == claim.StageOnHold {
		return c.HeldFrom
	}
	return c.Stage
}
