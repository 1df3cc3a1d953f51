package verification

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Mark is something that a person says of a claim, and that a policy asks about.
type Mark string

// Every mark. What each means stands in its row.
const (
	MarkBreaking           Mark = "breaking"
	MarkPrivatePerson      Mark = "private person"
	MarkConfidentialSource Mark = "confidential source"
)

var marks = claim.NewWords("mark", "what a policy has to know of a claim, and a person has to say",
	claim.Row[Mark, claim.None]{Word: MarkBreaking, Doc: "it is breaking news", Label: "Breaking news"},
	claim.Row[Mark, claim.None]{Word: MarkPrivatePerson, Doc: "a subject of it is a private person", Label: "A subject is a private person"},
	claim.Row[Mark, claim.None]{Word: MarkConfidentialSource, Doc: "it rests on a source that is kept confidential", Label: "A source is confidential"},
)

// Marks lists every mark.
var Marks = marks.Chosen()

// MarkClaim says which marks a claim has.
type MarkClaim struct {
	Marks []Mark `json:"marks"`
}

// CommandKind implements [claim.Body].
func (MarkClaim) CommandKind() string { return "mark claim" }

// ClaimMarked: the claim has these marks from now on.
type ClaimMarked struct {
	Marks []Mark      `json:"marks"`
	By    uuid.UUID   `json:"by"`
	Stage claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (ClaimMarked) FactKind() string { return "claim.marked" }

// StepAsked is a step that the policy asks for of a proposed outcome.
type StepAsked struct {
	Step string     `json:"step"`
	Role claim.Role `json:"role"`
	Due  time.Time  `json:"due,omitzero"`
}

// CompleteStep says that a step which the policy asks for is done. Content: a [StepForm].
type CompleteStep struct {
	Step    string    `json:"step"`
	Subject string    `json:"subject"` // hash of what it was done on
	Form    claim.Ref `json:"form,omitempty"`
}

// CommandKind implements [claim.Body].
func (CompleteStep) CommandKind() string { return "complete step" }

// StepCompleted: somebody has done a step. Content: a [StepForm].
type StepCompleted struct {
	Step    string    `json:"step"`
	By      uuid.UUID `json:"by"`
	Subject string    `json:"subject"`
	Form    claim.Ref `json:"form,omitempty"`
}

// FactKind implements [claim.Fact].
func (StepCompleted) FactKind() string { return "claim.step_completed" }

// StepForm is content: what somebody filled in who did a step.
type StepForm struct {
	Fields []FormField `json:"fields"`
}

// FormField is one line of a form.
type FormField struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// StepDone is a step that somebody has done.
type StepDone struct {
	Step    string    `json:"step"`
	By      uuid.UUID `json:"by"`
	At      time.Time `json:"at"`
	Subject string    `json:"subject"`
	Form    claim.Ref `json:"form,omitempty"`
}

func init() {
	claim.RegisterBody[MarkClaim](claim.StreamClaim)
	claim.RegisterBody[CompleteStep](claim.StreamClaim)
	claim.RegisterFact[ClaimMarked]()
	claim.RegisterFact[StepCompleted]()
}
