package finding

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MaxSchedule is how far ahead a publication is scheduled at most.
const MaxSchedule = 366 * 24 * time.Hour

// Schedule is a publication that the clock of the claim carries out.
type Schedule struct {
	At      time.Time `json:"at"`
	Zone    string    `json:"zone"` // IANA time zone in which the instant was chosen
	Publish Publish   `json:"publish"`
	By      uuid.UUID `json:"by"`
	Subject string    `json:"subject"` // what is to go out: nothing else does
}

// Missed is a scheduled publication that did not come about.
type Missed struct {
	Schedule
	Since   time.Time `json:"since"`
	Refused Refusal   `json:"refused"`
}

// Refusal is an [claim.Error] as a fact keeps it.
type Refusal struct {
	Code    claim.Code `json:"code"`
	Message string     `json:"message"`
	Hint    string     `json:"hint,omitempty"`
}

// SchedulePublication has the finding published at an instant.
type SchedulePublication struct {
	At      time.Time `json:"at"`
	Zone    string    `json:"zone"`
	Publish Publish   `json:"publish"`
}

// CommandKind implements [claim.Body].
func (SchedulePublication) CommandKind() string { return "schedule publication" }

// CancelSchedule takes a scheduled publication back, or lays one aside that did not
// come about.
type CancelSchedule struct{}

// CommandKind implements [claim.Body].
func (CancelSchedule) CommandKind() string { return "cancel schedule" }

// PublicationScheduled: the finding is to be published at an instant.
type PublicationScheduled struct {
	Schedule
}

// FactKind implements [claim.Fact].
func (PublicationScheduled) FactKind() string { return "claim.publication_scheduled" }

// ScheduleCanceled: the finding is not published on its own.
type ScheduleCanceled struct {
	By uuid.UUID `json:"by"`
}

// FactKind implements [claim.Fact].
func (ScheduleCanceled) FactKind() string { return "claim.schedule_canceled" }

// PublicationMissed: a scheduled publication could not be carried out at its instant,
// and is not tried again.
type PublicationMissed struct {
	Refused Refusal `json:"refused"`
}

// FactKind implements [claim.Fact].
func (PublicationMissed) FactKind() string { return "claim.publication_missed" }

func init() {
	claim.RegisterBody[SchedulePublication](claim.StreamClaim)
	claim.RegisterBody[CancelSchedule](claim.StreamClaim)
	claim.RegisterFact[PublicationScheduled]()
	claim.RegisterFact[ScheduleCanceled]()
	claim.RegisterFact[PublicationMissed]()
}
