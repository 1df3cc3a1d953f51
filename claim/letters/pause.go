package letters

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PauseReminders stops the reminders of a request until they are resumed. Its
// answer-by instant stays, and an extension does not end the pause.
type PauseReminders struct {
	Request uuid.UUID `json:"request"`
	Reason  claim.Ref `json:"reason"` // content: why, as text
}

// CommandKind implements [claim.Body].
func (PauseReminders) CommandKind() string { return "pause reminders" }

// ResumeReminders lets the reminders of a request go out again. Those that fell
// due in the meantime are not made up for.
type ResumeReminders struct {
	Request uuid.UUID `json:"request"`
}

// CommandKind implements [claim.Body].
func (ResumeReminders) CommandKind() string { return "resume reminders" }

// RemindersPaused: no reminder of the request goes out for now.
type RemindersPaused struct {
	Request uuid.UUID `json:"request"`
	Reason  claim.Ref `json:"reason"`
}

// FactKind implements [claim.Fact].
func (RemindersPaused) FactKind() string { return "request.reminders_paused" }

// RemindersResumed: reminders of the request go out again.
type RemindersResumed struct {
	Request uuid.UUID `json:"request"`
}

// FactKind implements [claim.Fact].
func (RemindersResumed) FactKind() string { return "request.reminders_resumed" }

func init() {
	claim.RegisterBody[PauseReminders](claim.StreamCorrespondence)
	claim.RegisterBody[ResumeReminders](claim.StreamCorrespondence)
	claim.RegisterFact[RemindersPaused]()
	claim.RegisterFact[RemindersResumed]()
}

func (c *Correspondence) pauseReminders(b PauseReminders) ([]claim.Fact, error) {
	r, err := c.open(b.Request)
	switch {
	case err != nil:
		return nil, err
	case !r.PausedAt.IsZero():
		return nil, claim.PausedAlready()
	case !r.carried():
		return nil, claim.Errorf(claim.CodeWrongStage, "only requests that were put in letters have reminders")
	case r.Over():
		return nil, claim.Errorf(claim.CodeWrongStage, "the request is over: %s", r.Lifecycle).
			WithHint("extend it to ask again; its reminders can be paused then")
	case b.Reason == "":
		return nil, claim.NeedsReason()
	}
	return []claim.Fact{RemindersPaused(b)}, nil
}

func (c *Correspondence) resumeReminders(b ResumeReminders, now time.Time, around claim.Around) ([]claim.Fact, error) {
	r := c.Request(b.Request)
	if r == nil {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such request to this party")
	}
	if r.PausedAt.IsZero() {
		return nil, nil
	}
	facts := []claim.Fact{RemindersResumed(b)}
	after := *r
	if after.PausedAt = (time.Time{}); !after.Paused() {
		facts = append(facts, c.runsAgain(*r, now, now, around)...)
	}
	return facts, nil
}
