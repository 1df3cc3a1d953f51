package finding

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Proposal is an outcome that somebody proposes.
type Proposal struct {
	Outcome    claim.Outcome `json:"outcome"`
	Why        Why           `json:"why,omitempty"`        // of an outcome that establishes nothing
	Rationale  claim.Ref     `json:"rationale"`            // content: text, internal
	ForReaders claim.Ref     `json:"forReaders,omitempty"` // content: text, the reason that readers are given
	AsOf       time.Time     `json:"asOf"`
	By         uuid.UUID     `json:"by"`
	At         time.Time     `json:"at"`
	Version    int64         `json:"version"`         // of the entry that proposed it
	Steps      []StepAsked   `json:"steps,omitempty"` // that the policy asked for then
}

// SignOff is one reviewer's decision, bound to the hash of what the reviewer saw.
type SignOff struct {
	By      uuid.UUID `json:"by"`
	Subject string    `json:"subject"`
	At      time.Time `json:"at"`
	Note    claim.Ref `json:"note,omitempty"`
	Opened  []Opening `json:"opened,omitempty"` // what the reviewer says that she has opened
}

// Opening is what a policy can ask a signer to have opened.
type Opening string

// Every opening. What each means stands in its row.
const (
	OpenedEvidence Opening = "evidence"
	OpenedAnswers  Opening = "answers"
	OpenedIdentity Opening = "identity"
)

var openings = claim.NewWords("opening", "what somebody who signs says to have opened",
	claim.Row[Opening, claim.None]{Word: OpenedEvidence, Doc: "every piece of evidence", Label: "I have opened the evidence"},
	claim.Row[Opening, claim.None]{Word: OpenedAnswers, Doc: "every answer, whole", Label: "I have read the answers, whole"},
	claim.Row[Opening, claim.None]{Word: OpenedIdentity, Doc: "who a source that is not named is", Label: "I know who the source is"},
)

// Openings lists every opening.
var Openings = openings.Chosen()

// Returned is one reviewer's decision to send the claim back.
type Returned struct {
	By       uuid.UUID `json:"by"`
	At       time.Time `json:"at"`
	Comments claim.Ref `json:"comments"`
}

// Assess proposes an outcome and asks for review.
type Assess struct {
	Outcome    claim.Outcome `json:"outcome"`
	Why        Why           `json:"why,omitempty"` // of an outcome that establishes nothing
	Rationale  claim.Ref     `json:"rationale"`
	ForReaders claim.Ref     `json:"forReaders,omitempty"` // needed for an outcome that establishes something
	AsOf       time.Time     `json:"asOf"`
}

// CommandKind implements [claim.Body].
func (Assess) CommandKind() string { return "assess" }

// Sign signs off what the reviewer saw: the subject with this hash.
type Sign struct {
	Subject string    `json:"subject"`
	Note    claim.Ref `json:"note,omitempty"`
	Opened  []Opening `json:"opened,omitempty"`
}

// CommandKind implements [claim.Body].
func (Sign) CommandKind() string { return "sign" }

// Return sends a claim in review back with comments.
type Return struct {
	Subject  string    `json:"subject"`
	Comments claim.Ref `json:"comments"`
}

// CommandKind implements [claim.Body].
func (Return) CommandKind() string { return "return" }

// OutcomeProposed: somebody proposed an outcome and asked for review.
type OutcomeProposed struct {
	Outcome    claim.Outcome `json:"outcome"`
	Why        Why           `json:"why,omitempty"`
	Rationale  claim.Ref     `json:"rationale"`
	ForReaders claim.Ref     `json:"forReaders,omitempty"`
	AsOf       time.Time     `json:"asOf"`
	By         uuid.UUID     `json:"by"`

	Steps []StepAsked `json:"steps,omitempty"`
}

// FactKind implements [claim.Fact].
func (OutcomeProposed) FactKind() string { return "claim.outcome_proposed" }

// ClaimSigned: a reviewer signed what she saw.
type ClaimSigned struct {
	By      uuid.UUID `json:"by"`
	Subject string    `json:"subject"`
	Note    claim.Ref `json:"note,omitempty"`
	Opened  []Opening `json:"opened,omitempty"`
}

// FactKind implements [claim.Fact].
func (ClaimSigned) FactKind() string { return "claim.signed" }

// ClaimSignedOff: the claim has all the sign-offs that its policy asks for.
type ClaimSignedOff struct {
	Subject string        `json:"subject"`
	Outcome claim.Outcome `json:"outcome"`
	Why     Why           `json:"why,omitempty"`
	AsOf    time.Time     `json:"asOf"`
}

// FactKind implements [claim.Fact].
func (ClaimSignedOff) FactKind() string { return "claim.signed_off" }

// ChangesRequested: a reviewer sent the claim back.
type ChangesRequested struct {
	By       uuid.UUID   `json:"by"`
	Subject  string      `json:"subject"`
	Comments claim.Ref   `json:"comments"`
	Stage    claim.Stage `json:"stage"`
}

// FactKind implements [claim.Fact].
func (ChangesRequested) FactKind() string { return "claim.changes_requested" }

func init() {
	claim.RegisterBody[Assess](claim.StreamClaim)
	claim.RegisterBody[Sign](claim.StreamClaim)
	claim.RegisterBody[Return](claim.StreamClaim)
	claim.RegisterFact[OutcomeProposed]()
	claim.RegisterFact[ClaimSigned]()
	claim.RegisterFact[ClaimSignedOff]()
	claim.RegisterFact[ChangesRequested]()
}
