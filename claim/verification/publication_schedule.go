package verification

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
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

// schedule tries the publication as of its instant: an embargo or a right of reply
// that runs longer is said now. It is decided again at the instant.
func (c *Claim) schedule(b SchedulePublication, actor claim.Actor, now time.Time, around claim.Around) ([]claim.Fact, error) {
	switch {
	case c.Stage != claim.StageSignedOff:
		return nil, c.notSignedOff("scheduled", around)
	case !b.At.After(now):
		return nil, claim.Errorf(claim.CodeInvalid, "a publication is scheduled for an instant to come").WithField("at", "choose one that has not passed, or publish at once")
	case b.At.Sub(now) > MaxSchedule:
		return nil, claim.Errorf(claim.CodeInvalid, "a publication is scheduled for within a year").WithField("at", "choose an earlier instant")
	case !claim.KnownZone(b.Zone):
		return nil, claim.Errorf(claim.CodeInvalid, "%q is no time zone", b.Zone).WithField("zone", "it is not an IANA time zone such as Europe/Riga")
	}
	s := Schedule{claim.Instant(b.At), b.Zone, b.Publish, actor.ID, c.Subject()}
	if was := c.Schedule; was != nil && was.At.Equal(s.At) && was.Zone == s.Zone && was.Publish == s.Publish && was.Subject == s.Subject {
		return nil, nil
	}
	if _, err := c.publish(b.Publish, actor, s.At, around); err != nil {
		return nil, err
	}
	return []claim.Fact{PublicationScheduled{s}}, nil
}

func (c *Claim) cancelSchedule(actor claim.Actor) []claim.Fact {
	if c.Schedule == nil && c.Missed == nil {
		return nil
	}
	return []claim.Fact{ScheduleCanceled{actor.ID}}
}

// scheduled is when the clock has to publish; zero for never.
func (c *Claim) scheduled() time.Time {
	if c.Schedule == nil || c.Stage.Over() {
		return time.Time{}
	}
	return c.Schedule.At
}

// publishDue publishes what is scheduled, or says why that cannot be.
func (c *Claim) publishDue(now time.Time, around claim.Around) []claim.Fact {
	if due := c.scheduled(); due.IsZero() || due.After(now) {
		return nil
	}
	facts, err := c.publishScheduled(now, around)
	if refused, ok := err.(*claim.Error); ok { //nolint:errorlint // decisions answer with an Error of their own
		return []claim.Fact{PublicationMissed{Refusal{refused.Code, refused.Message, refused.Hint}}}
	}
	return facts
}

func (c *Claim) publishScheduled(now time.Time, around claim.Around) ([]claim.Fact, error) {
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	able := slices.ContainsFunc(around.Staff(), func(m claim.Member) bool {
		return m.ID == c.Schedule.By && !m.Disabled && of.VisibleTo(m.ID, m.Roles)
	})
	if !able {
		return nil, claim.Errorf(claim.CodeForbidden, "who scheduled it may not publish any more").WithHint("publish it yourself, or schedule it anew")
	}
	if c.Stage == claim.StageSignedOff && c.Subject() != c.Schedule.Subject {
		return nil, claim.Errorf(claim.CodeStale, "the claim has changed since its publication was scheduled").WithHint("look at it, and publish what is signed now")
	}
	return c.publish(c.Schedule.Publish, claim.PersonActor(c.Schedule.By), now, around)
}

func (c *Claim) missed(e claim.Entry, f PublicationMissed) {
	if c.Schedule != nil {
		c.Missed = &Missed{*c.Schedule, e.At, f.Refused}
	}
	c.Schedule = nil
}

// scheduleTurns are what a schedule makes of what waits: a publication that waits for
// its instant is nobody's turn, and one that did not come about somebody's.
func (c *Claim) scheduleTurns(turns []claim.Turn) []claim.Turn {
	if c.Schedule != nil {
		turns = slices.DeleteFunc(turns, func(t claim.Turn) bool { return t.Kind == claim.TurnPublish })
	}
	if c.Missed != nil && !c.Stage.Over() {
		turns = append(turns, claim.Turn{Kind: claim.TurnMissed, Subject: c.ID, Person: c.Missed.By, Since: c.Missed.Since, Why: c.Missed.Refused.Message})
	}
	return turns
}
