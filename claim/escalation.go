package claim

import (
	"fmt"
	"slices"
	"time"
)

// Escalation is the plan by which what nobody takes up goes on: from the person whom it
// is assigned to, to the owner of its case, to all on the desk who may do it. It stays
// the turn of whoever had it before. The zero value has nothing go on.
type Escalation struct {
	Assignee int        `json:"assigneeMinutes,omitempty"` // minutes that whom something is assigned to has; 0 for as long as it takes
	Owner    int        `json:"ownerMinutes,omitempty"`    // minutes that the owner of the case then has; 0 for as long as it takes
	Kinds    []TurnKind `json:"kinds,omitempty"`           // of what; [EscalatedKinds] if empty
}

// EscalatedKinds go on where the plan names no kinds: what stops the clock of a party, or is late.
var EscalatedKinds = []TurnKind{TurnMissed, TurnRead, TurnLook, TurnClarify, TurnDeliver, TurnChase, TurnIntent, TurnDue}

// MaxEscalation is how many minutes somebody has at most.
const MaxEscalation = 30 * 24 * 60

// Of are the kinds of what goes on; none while no plan is set.
func (e Escalation) Of() []TurnKind {
	switch {
	case e.Assignee == 0 && e.Owner == 0:
		return nil
	case len(e.Kinds) == 0:
		return EscalatedKinds
	}
	return e.Kinds
}

// ToOwner is how long after it was assigned something goes on to the owner of its case. It
// goes on to nobody if it is 0.
func (e Escalation) ToOwner() time.Duration { return time.Duration(e.Assignee) * time.Minute }

// ToDesk is how long after it was assigned something goes on to the desk. What is in no
// case has no owner to whom it could go first.
func (e Escalation) ToDesk(inCase bool) time.Duration {
	switch {
	case e.Assignee == 0 || inCase && e.Owner == 0:
		return 0
	case inCase:
		return e.ToOwner() + e.FromOwner()
	}
	return e.ToOwner()
}

// FromOwner is how long after it began to wait something goes on from the owner of its
// case to the desk, if it is assigned to nobody. It goes on to nobody if it is 0.
func (e Escalation) FromOwner() time.Duration { return time.Duration(e.Owner) * time.Minute }

// Validate refuses a plan that cannot be kept, with the field that does not fit.
func (e Escalation) Validate() error {
	problem := fmt.Sprintf("choose up to %d minutes, or 0 for as long as it takes", MaxEscalation)
	bad := func(minutes int) bool { return minutes < 0 || minutes > MaxEscalation }
	switch {
	case bad(e.Assignee):
		return Errorf(CodeInvalid, "this cannot be kept: %s", problem).WithField("assigneeMinutes", problem)
	case bad(e.Owner):
		return Errorf(CodeInvalid, "this cannot be kept: %s", problem).WithField("ownerMinutes", problem)
	}
	for i, kind := range e.Kinds {
		if kind == TurnMention || !slices.Contains(TurnKinds, kind) || slices.Contains(e.Kinds[:i], kind) {
			return Errorf(CodeInvalid, "nothing of the kind %q goes on", kind).WithField("escalatedKinds", "choose kinds that wait, each once; a mention is a word to one person")
		}
	}
	return nil
}
