package finding

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

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
	claim.RegisterBody[CompleteStep](claim.StreamClaim)
	claim.RegisterFact[StepCompleted]()
}
