package verification

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/sources"
)

// AddClaim writes a claim into a case. Content: a [claim.ClaimText].
type AddClaim struct {
	Case   uuid.UUID    `json:"case"`
	Text   claim.Ref    `json:"text"`
	Tier   claim.Tier   `json:"tier"`
	Author uuid.UUID    `json:"author"`
	Policy claim.Policy `json:"policy"`
	Under  string       `json:"under,omitempty"` // name of the desk's policy; the case's if empty
	Marks  []Mark       `json:"marks,omitempty"`
	Draft  bool         `json:"draft,omitempty"` // keep it a draft

	Involved     []sources.Involved `json:"involved,omitempty"`
	Series       *cases.Series      `json:"series,omitempty"`
	NameClaimant *bool              `json:"nameClaimant,omitempty"` // whether the claimant is named outside; nil leaves it undecided
}

// Opens is the stage at which the claim begins.
func (b AddClaim) Opens() claim.Stage {
	if b.Draft {
		return claim.StageDraft
	}
	return claim.StageOpen
}

// Begins implements [claim.Beginning].
func (b AddClaim) Begins(time.Time) claim.Next {
	stage := b.Opens()
	return claim.Next{Case: b.Case, Step: string(stage), Waits: waitsAt[stage], Outcome: claim.Unverified}
}

// CommandKind implements [claim.Body].
func (AddClaim) CommandKind() string { return "add claim" }

// OpenClaim makes a draft checkable.
type OpenClaim struct{}

// CommandKind implements [claim.Body].
func (OpenClaim) CommandKind() string { return "open claim" }

// Correct starts a correction of a public finding.
type Correct struct {
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (Correct) CommandKind() string { return "correct" }

// Withdraw gives a claim up.
type Withdraw struct {
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (Withdraw) CommandKind() string { return "withdraw" }

// Decline finds that a claim is not checkable.
type Decline struct {
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (Decline) CommandKind() string { return "decline" }

// Hold stops every clock of a claim.
type Hold struct {
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (Hold) CommandKind() string { return "hold" }

// Resume lets the clocks run again.
type Resume struct{}

// CommandKind implements [claim.Body].
func (Resume) CommandKind() string { return "resume" }

// Close ends the work on a published claim.
type Close struct{}

// CommandKind implements [claim.Body].
func (Close) CommandKind() string { return "close" }

// ClaimDrafted: a claim was written. Content: a [claim.ClaimText].
type ClaimDrafted struct {
	Case   uuid.UUID    `json:"case"`
	Text   claim.Ref    `json:"text"`
	Tier   claim.Tier   `json:"tier"`
	Author uuid.UUID    `json:"author"`
	Policy claim.Policy `json:"policy"`
	Stage  claim.Stage  `json:"stage"`

	Involved []sources.Involved `json:"involved,omitempty"`
	Series   *cases.Series      `json:"series,omitempty"`

	Under claim.Pinned `json:"under,omitzero"`
	Marks []Mark       `json:"marks,omitempty"`
}

// FactKind implements [claim.Fact].
func (ClaimDrafted) FactKind() string { return "claim.drafted" }

// ClaimOpened: a draft became checkable.
type ClaimOpened struct{}

// FactKind implements [claim.Fact].
func (ClaimOpened) FactKind() string { return "claim.opened" }

// ClaimMoved: the claim went aside, came back or ended, by a person's decision.
type ClaimMoved struct {
	Stage    claim.Stage `json:"stage"`
	HeldFrom claim.Stage `json:"heldFrom,omitempty"`
	Reason   claim.Ref   `json:"reason,omitempty"`
}

// FactKind implements [claim.Fact].
func (ClaimMoved) FactKind() string { return "claim.moved" }

func init() {
	claim.RegisterBody[AddClaim](claim.StreamClaim)
	claim.RegisterBody[OpenClaim](claim.StreamClaim)
	claim.RegisterBody[Correct](claim.StreamClaim)
	claim.RegisterBody[Withdraw](claim.StreamClaim)
	claim.RegisterBody[Decline](claim.StreamClaim)
	claim.RegisterBody[Hold](claim.StreamClaim)
	claim.RegisterBody[Resume](claim.StreamClaim)
	claim.RegisterBody[Close](claim.StreamClaim)
	claim.RegisterFact[ClaimDrafted]()
	claim.RegisterFact[ClaimOpened]()
	claim.RegisterFact[ClaimMoved]()
}
