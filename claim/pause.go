package claim

import (
	"time"

	"github.com/google/uuid"
)

// PauseLevel is what the reminders concern that a person pauses at once, besides those of one request.
type PauseLevel string

// Every level. What a pause there means stands in its row.
const (
	PauseClaim PauseLevel = "claim"
	PauseCase  PauseLevel = "case"
	PauseParty PauseLevel = "party"
	PauseDesk  PauseLevel = "desk"
)

// pauseLevel is what follows from a level.
type pauseLevel struct {
	paused string // as a sentence about the reminders
}

var pauseLevels = NewWords("level of a pause", "whose reminders are paused, besides those of one request",
	Row[PauseLevel, pauseLevel]{Word: PauseClaim, Doc: "about one claim", Follows: pauseLevel{"reminders about a claim are paused"}},
	Row[PauseLevel, pauseLevel]{Word: PauseCase, Doc: "of one case, to every party", Follows: pauseLevel{"the reminders of the case are paused"}},
	Row[PauseLevel, pauseLevel]{Word: PauseParty, Doc: "to one party, in every case", Follows: pauseLevel{"the reminders to the party are paused"}},
	Row[PauseLevel, pauseLevel]{Word: PauseDesk, Doc: "of the desk, in every case and to every party", Follows: pauseLevel{"the desk has paused its reminders"}},
)

// PauseLevels lists every level.
var PauseLevels = pauseLevels.All()

// Paused says in a sentence that the reminders are paused at the level.
func (l PauseLevel) Paused() string { return pauseLevels.Of(l).paused }

// Pause is that a person has stopped reminders. Letters of people go out all the same.
type Pause struct {
	At     time.Time `json:"at"`
	By     uuid.UUID `json:"by,omitzero"`
	Reason Ref       `json:"reason"`         // content: why, as text
	Until  time.Time `json:"until,omitzero"` // when it ends by itself; zero for not before somebody says so
}

// InForce reports whether reminders are paused at an instant.
func (p *Pause) InForce(now time.Time) bool {
	return p != nil && (p.Until.IsZero() || now.Before(p.Until))
}

// Pausable is implemented by the streams of which reminders are paused at once.
type Pausable interface {
	// PausedAs is the latest pause that was not ended by a person, or nil. It may have ended by itself.
	PausedAs() *Pause
}

// PausedBy is the pause of a stream that is in force at an instant, or nil.
func PausedBy(around Around, s Stream, now time.Time) *Pause {
	if of, ok := around.State(s).(Pausable); ok && of.PausedAs().InForce(now) {
		return of.PausedAs()
	}
	return nil
}

// PauseReminders stops every reminder that concerns the stream: a claim, a case, a party or the desk.
// Answer-by instants stay.
type PauseReminders struct {
	Reason Ref       `json:"reason"` // content: why, as text
	Until  time.Time `json:"until,omitzero"`
}

// CommandKind implements [Body].
func (PauseReminders) CommandKind() string { return "pause all reminders" }

// ResumeReminders lets reminders that concern the stream go out again. Those that fell due before the
// answer-by instants are not made up for.
type ResumeReminders struct{}

// CommandKind implements [Body].
func (ResumeReminders) CommandKind() string { return "resume all reminders" }

// RemindersPaused: no reminder that concerns the stream goes out for now.
type RemindersPaused struct {
	Reason Ref       `json:"reason"`
	Until  time.Time `json:"until,omitzero"`
}

// FactKind implements [Fact].
func (RemindersPaused) FactKind() string { return "reminders.paused" }

// RemindersResumed: reminders that concern the stream go out again.
type RemindersResumed struct{}

// FactKind implements [Fact].
func (RemindersResumed) FactKind() string { return "reminders.resumed" }

// NotePause tells a correspondence what became of a pause that concerns it.
type NotePause struct {
	Level PauseLevel `json:"level"`
	About uuid.UUID  `json:"about,omitzero"`  // of a claim
	Pause *Pause     `json:"pause,omitempty"` // nil if reminders go out again
}

// CommandKind implements [Body].
func (NotePause) CommandKind() string { return "note pause" }

func init() {
	RegisterBody[PauseReminders](StreamClaim, StreamCase, StreamParty, StreamDesk)
	RegisterBody[ResumeReminders](StreamClaim, StreamCase, StreamParty, StreamDesk)
	RegisterBody[NotePause](StreamCorrespondence)
	RegisterFact[RemindersPaused]()
	RegisterFact[RemindersResumed]()
}

// DecidePause decides the commands about a pause for a stream, on the pause that stands there.
func DecidePause(body Body, there *Pause, now time.Time) ([]Fact, error) {
	b, pause := body.(PauseReminders)
	switch {
	case !pause && !there.InForce(now):
		return nil, nil
	case !pause:
		return []Fact{RemindersResumed{}}, nil
	case there.InForce(now):
		return nil, PausedAlready()
	case b.Reason == "":
		return nil, NeedsReason()
	case !b.Until.IsZero() && !b.Until.After(now):
		return nil, Errorf(CodeInvalid, "the pause would be over already").WithField("until", "choose an instant in the future, or leave it out")
	}
	return []Fact{RemindersPaused(b)}, nil
}

// PausedAlready refuses to pause reminders for another reason than that for which they are.
func PausedAlready() *Error {
	return Errorf(CodeWrongStage, "its reminders are paused already").WithHint("let them go out again first, to pause them for another reason")
}

// PauseAfter is the pause of a stream after an entry.
func PauseAfter(there *Pause, e Entry) *Pause {
	switch f := e.Fact.(type) {
	case RemindersPaused:
		return &Pause{At: e.At, By: e.Actor.ID, Reason: f.Reason, Until: f.Until}
	case RemindersResumed:
		return nil
	}
	return there
}

// PauseNotices tells correspondences of a pause that an entry begins or ends; none for another entry.
func PauseNotices(e Entry, note NotePause, to func() []Stream) []Notice {
	switch e.Fact.(type) {
	case RemindersPaused, RemindersResumed:
		notices := TellAll(e.Stream, to(), note)
		for i := range notices {
			notices[i].By = System // who has done so stands in the pause
		}
		return notices
	}
	return nil
}
