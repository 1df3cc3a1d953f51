package claim

import (
	"time"

	"github.com/google/uuid"
)

// AddClaim writes a claim into a case. Content: a [ClaimText].
type AddClaim struct {
	Case   uuid.UUID `json:"case"`
	Text   Ref       `json:"text"`
	Tier   Tier      `json:"tier"`
	Author uuid.UUID `json:"author"`
	Policy Policy    `json:"policy"`
	Under  string    `json:"under,omitempty"` // name of the desk's policy; the case's if empty
	Marks  []Mark    `json:"marks,omitempty"`
	Draft  bool      `json:"draft,omitempty"` // keep it a draft

	Involved     []Involved `json:"involved,omitempty"`
	Series       *Series    `json:"series,omitempty"`
	NameClaimant *bool      `json:"nameClaimant,omitempty"` // whether the claimant is named outside; nil leaves it undecided
}

// Opens is the stage at which the claim begins.
func (b AddClaim) Opens() Stage {
	if b.Draft {
		return StageDraft
	}
	return StageOpen
}

// CommandKind implements [Body].
func (AddClaim) CommandKind() string { return "add claim" }

// OpenClaim makes a draft checkable.
type OpenClaim struct{}

// CommandKind implements [Body].
func (OpenClaim) CommandKind() string { return "open claim" }

// NoteAsked tells a claim that a request about it has gone out.
type NoteAsked struct {
	Asked Asked `json:"asked"`
}

// CommandKind implements [Body].
func (NoteAsked) CommandKind() string { return "note asked" }

// NoteAnswered tells a claim what a party said about it.
type NoteAnswered struct {
	Said Said `json:"said"`
}

// CommandKind implements [Body].
func (NoteAnswered) CommandKind() string { return "note answered" }

// NoteEnded tells a claim that a request about it lapsed or was withdrawn.
type NoteEnded struct {
	Request uuid.UUID `json:"request"`
	Silence Silence   `json:"silence,omitempty"`
}

// CommandKind implements [Body].
func (NoteEnded) CommandKind() string { return "note ended" }

// Assess proposes an outcome and asks for review.
type Assess struct {
	Outcome    Outcome   `json:"outcome"`
	Why        Why       `json:"why,omitempty"` // of an outcome that establishes nothing
	Rationale  Ref       `json:"rationale"`
	ForReaders Ref       `json:"forReaders,omitempty"` // needed for an outcome that establishes something
	AsOf       time.Time `json:"asOf"`
}

// CommandKind implements [Body].
func (Assess) CommandKind() string { return "assess" }

// Sign signs off what the reviewer saw: the subject with this hash.
type Sign struct {
	Subject string    `json:"subject"`
	Note    Ref       `json:"note,omitempty"`
	Opened  []Opening `json:"opened,omitempty"`
}

// CommandKind implements [Body].
func (Sign) CommandKind() string { return "sign" }

// Return sends a claim in review back with comments.
type Return struct {
	Subject  string `json:"subject"`
	Comments Ref    `json:"comments"`
}

// CommandKind implements [Body].
func (Return) CommandKind() string { return "return" }

// Correct starts a correction of a public finding.
type Correct struct {
	Reason Ref `json:"reason"`
}

// CommandKind implements [Body].
func (Correct) CommandKind() string { return "correct" }

// Withdraw gives a claim up.
type Withdraw struct {
	Reason Ref `json:"reason"`
}

// CommandKind implements [Body].
func (Withdraw) CommandKind() string { return "withdraw" }

// Decline finds that a claim is not checkable.
type Decline struct {
	Reason Ref `json:"reason"`
}

// CommandKind implements [Body].
func (Decline) CommandKind() string { return "decline" }

// Hold stops every clock of a claim.
type Hold struct {
	Reason Ref `json:"reason"`
}

// CommandKind implements [Body].
func (Hold) CommandKind() string { return "hold" }

// Resume lets the clocks run again.
type Resume struct{}

// CommandKind implements [Body].
func (Resume) CommandKind() string { return "resume" }

// Close ends the work on a published claim.
type Close struct{}

// CommandKind implements [Body].
func (Close) CommandKind() string { return "close" }

// ClaimDrafted: a claim was written. Content: a [ClaimText].
type ClaimDrafted struct {
	Case   uuid.UUID `json:"case"`
	Text   Ref       `json:"text"`
	Tier   Tier      `json:"tier"`
	Author uuid.UUID `json:"author"`
	Policy Policy    `json:"policy"`
	Stage  Stage     `json:"stage"`

	Involved []Involved `json:"involved,omitempty"`
	Series   *Series    `json:"series,omitempty"`

	Under Pinned `json:"under,omitzero"`
	Marks []Mark `json:"marks,omitempty"`
}

// FactKind implements [Fact].
func (ClaimDrafted) FactKind() string { return "claim.drafted" }

// ClaimOpened: a draft became checkable.
type ClaimOpened struct{}

// FactKind implements [Fact].
func (ClaimOpened) FactKind() string { return "claim.opened" }

// ClaimAsked: the claim was put to a party.
type ClaimAsked struct {
	Asked
	Stage Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [Fact].
func (ClaimAsked) FactKind() string { return "claim.asked" }

// ClaimAnswered: a party said something about the claim.
type ClaimAnswered struct {
	Said
	Supersedes []uuid.UUID `json:"supersedes,omitempty"` // earlier responses of the party that no longer stand
	Stage      Stage       `json:"stage"`
}

// FactKind implements [Fact].
func (ClaimAnswered) FactKind() string { return "claim.answered" }

// ClaimUnanswered: a request about the claim lapsed or was withdrawn.
type ClaimUnanswered struct {
	Request uuid.UUID `json:"request"`
	Silence Silence   `json:"silence,omitempty"`
	Stage   Stage     `json:"stage"`
}

// FactKind implements [Fact].
func (ClaimUnanswered) FactKind() string { return "claim.unanswered" }

// OutcomeProposed: somebody proposed an outcome and asked for review.
type OutcomeProposed struct {
	Outcome    Outcome   `json:"outcome"`
	Why        Why       `json:"why,omitempty"`
	Rationale  Ref       `json:"rationale"`
	ForReaders Ref       `json:"forReaders,omitempty"`
	AsOf       time.Time `json:"asOf"`
	By         uuid.UUID `json:"by"`

	Steps []StepAsked `json:"steps,omitempty"`
}

// FactKind implements [Fact].
func (OutcomeProposed) FactKind() string { return "claim.outcome_proposed" }

// ClaimSigned: a reviewer signed what she saw.
type ClaimSigned struct {
	By      uuid.UUID `json:"by"`
	Subject string    `json:"subject"`
	Note    Ref       `json:"note,omitempty"`
	Opened  []Opening `json:"opened,omitempty"`
}

// FactKind implements [Fact].
func (ClaimSigned) FactKind() string { return "claim.signed" }

// ClaimSignedOff: the claim has all the sign-offs that its policy asks for.
type ClaimSignedOff struct {
	Subject string    `json:"subject"`
	Outcome Outcome   `json:"outcome"`
	Why     Why       `json:"why,omitempty"`
	AsOf    time.Time `json:"asOf"`
}

// FactKind implements [Fact].
func (ClaimSignedOff) FactKind() string { return "claim.signed_off" }

// ChangesRequested: a reviewer sent the claim back.
type ChangesRequested struct {
	By       uuid.UUID `json:"by"`
	Subject  string    `json:"subject"`
	Comments Ref       `json:"comments"`
	Stage    Stage     `json:"stage"`
}

// FactKind implements [Fact].
func (ChangesRequested) FactKind() string { return "claim.changes_requested" }

// ClaimMoved: the claim went aside, came back or ended, by a person's decision.
type ClaimMoved struct {
	Stage    Stage `json:"stage"`
	HeldFrom Stage `json:"heldFrom,omitempty"`
	Reason   Ref   `json:"reason,omitempty"`
}

// FactKind implements [Fact].
func (ClaimMoved) FactKind() string { return "claim.moved" }

func init() {
	RegisterBody[AddClaim](StreamClaim)
	RegisterBody[OpenClaim](StreamClaim)
	RegisterBody[NoteAsked](StreamClaim)
	RegisterBody[NoteAnswered](StreamClaim)
	RegisterBody[NoteEnded](StreamClaim)
	RegisterBody[Assess](StreamClaim)
	RegisterBody[Sign](StreamClaim)
	RegisterBody[Return](StreamClaim)
	RegisterBody[Correct](StreamClaim)
	RegisterBody[Withdraw](StreamClaim)
	RegisterBody[Decline](StreamClaim)
	RegisterBody[Hold](StreamClaim)
	RegisterBody[Resume](StreamClaim)
	RegisterBody[Close](StreamClaim)
	RegisterFact[ClaimDrafted]()
	RegisterFact[ClaimOpened]()
	RegisterFact[ClaimAsked]()
	RegisterFact[ClaimAnswered]()
	RegisterFact[ClaimUnanswered]()
	RegisterFact[OutcomeProposed]()
	RegisterFact[ClaimSigned]()
	RegisterFact[ClaimSignedOff]()
	RegisterFact[ChangesRequested]()
	RegisterFact[ClaimMoved]()
}
