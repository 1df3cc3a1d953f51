package verification

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
)

// schedule tries the publication as of its instant: an embargo or a right of reply
// that runs longer is said now. It is decided again at the instant.
func (c *Claim) schedule(b finding.SchedulePublication, actor claim.Actor, now time.Time, around claim.Around) ([]claim.Fact, error) {
	switch {
	case c.Stage != claim.StageSignedOff:
		return nil, c.notSignedOff("scheduled", around)
	case !b.At.After(now):
		return nil, claim.Errorf(claim.CodeInvalid, "a publication is scheduled for an instant to come").WithField("at", "choose one that has not passed, or publish at once")
	case b.At.Sub(now) > finding.MaxSchedule:
		return nil, claim.Errorf(claim.CodeInvalid, "a publication is scheduled for within a year").WithField("at", "choose an earlier instant")
	case !claim.KnownZone(b.Zone):
		return nil, claim.Errorf(claim.CodeInvalid, "%q is no time zone", b.Zone).WithField("zone", "it is not an IANA time zone such as Europe/Riga")
	}
	s := finding.Schedule{At: claim.Instant(b.At), Zone: b.Zone, Publish: b.Publish, By: actor.ID, Subject: c.Subject()}
	if was := c.Schedule; was != nil && was.At.Equal(s.At) && was.Zone == s.Zone && was.Publish == s.Publish && was.Subject == s.Subject {
		return nil, nil
	}
	if _, err := c.publish(b.Publish, actor, s.At, around); err != nil {
		return nil, err
	}
	return []claim.Fact{finding.PublicationScheduled{Schedule: s}}, nil
}

func (c *Claim) cancelSchedule(actor claim.Actor) []claim.Fact {
	if c.Schedule == nil && c.Missed == nil {
		return nil
	}
	return []claim.Fact{finding.ScheduleCanceled{By: actor.ID}}
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
		return []claim.Fact{finding.PublicationMissed{Refused: finding.Refusal{Code: refused.Code, Message: refused.Message, Hint: refused.Hint}}}
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

func (c *Claim) missed(e claim.Entry, f finding.PublicationMissed) {
	if c.Schedule != nil {
		c.Missed = &finding.Missed{Schedule: *c.Schedule, Since: e.At, Refused: f.Refused}
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
