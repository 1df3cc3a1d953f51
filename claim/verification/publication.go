package verification

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
)

// TakenBack reports whether a finding of the claim was public and no longer stands.
func (c *Claim) TakenBack() bool {
	n := len(c.Publications)
	return n > 0 && !c.Publications[n-1].Kind.Stands()
}

// Granting is a correspondence as far as publishing asks.
type Granting interface {
	claim.Aggregate
	// GrantedUntil is the answer-by instant of a request, extensions included; zero
	// for one that it does not have.
	GrantedUntil(request uuid.UUID) time.Time
}

// Running lists the parties that still have time to answer about the claim at an
// instant, and have not answered.
func (c *Claim) Running(now time.Time, around claim.Around) []finding.Running {
	var running []finding.Running
	for _, a := range c.Unheard() {
		until := a.AnswerBy
		if letters, ok := around.State(claim.Stream{Kind: claim.StreamCorrespondence, ID: a.Correspondence}).(Granting); ok {
			if granted := letters.GrantedUntil(a.Request); !granted.IsZero() {
				until = granted
			}
		}
		if until.After(now) {
			running = append(running, finding.Running{Party: a.Party, Until: until})
		}
	}
	return running
}

// publish checks the policy again, at this moment. Nothing but the policy stands
// in the way of a correction.
func (c *Claim) publish(b finding.Publish, actor claim.Actor, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if c.Stage != claim.StageSignedOff {
		return nil, c.notSignedOff("published", around)
	}
	if b.Subject != "" && b.Subject != c.Subject() {
		return nil, changedSinceSeen()
	}
	if of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case}); len(c.Publications) == 0 {
		if err := of.CheckEmbargo(now, around); err != nil {
			return nil, err
		}
	}
	if err := c.publishable(around); err != nil {
		return nil, err
	}
	if _, err := finding.WhyOf(&c.Known, c.Proposal.Outcome, c.Proposal.Why); err != nil {
		return nil, err
	}
	p := c.publication(finding.FirstPublication, actor, now)
	p.Running, p.Untold = c.Running(now, around), b.Untold
	if len(c.Publications) > 0 {
		if err := c.change(&p, b); err != nil {
			return nil, err
		}
		return []claim.Fact{finding.ClaimPublished{Publication: p}}, nil
	}
	if len(p.Running) > 0 && b.Early == "" {
		return nil, finding.StillGranted(p.Running, around)
	}
	if len(p.Running) > 0 {
		p.Early = b.Early
	}
	return []claim.Fact{finding.ClaimPublished{Publication: p}}, nil
}

// change makes of a publication one that replaces a public finding.
func (c *Claim) change(p *finding.Publication, b finding.Publish) error {
	p.Kind, p.Reason, p.Prominence = b.Kind, b.Reason, b.Prominence
	if p.Kind == "" {
		p.Kind = finding.Correction
	}
	if p.Prominence == "" {
		p.Prominence = finding.AtTheTop
	}
	if err := claim.OneOf("kind", p.Kind, finding.Changes); err != nil {
		return err
	}
	if err := claim.OneOf("prominence", p.Prominence, finding.Prominences); err != nil {
		return err
	}
	if p.Reason == "" {
		return claim.NeedsReason()
	}
	if wrong := c.wasWrong(); p.Kind == finding.Update && wrong != "" {
		return claim.Errorf(claim.CodeInvalid, "this is a correction, and no update: %s", wrong).WithField("kind", "choose the correction")
	}
	return nil
}

// wasWrong says what of the public finding no longer holds in what is to replace it;
// it is empty if something is added alone.
func (c *Claim) wasWrong() string {
	last := c.Publications[len(c.Publications)-1]
	switch {
	case last.Text != c.Text:
		return "the statement says something else now"
	case last.Outcome != c.Outcome && last.Outcome.Establishes():
		return "it was published as " + string(last.Outcome)
	}
	return ""
}

func (c *Claim) publication(kind finding.PublicationKind, actor claim.Actor, now time.Time) finding.Publication {
	p := finding.Publication{
		Version: len(c.Publications) + 1, Kind: kind, Text: c.Text, Outcome: c.Outcome, Why: c.Why, AsOf: c.AsOf,
		Subject: c.Subject(), By: actor.ID, At: now,
	}
	if c.Proposal != nil {
		p.ForReaders = c.Proposal.ForReaders
	}
	return p
}

// retract takes a public finding back at any stage: nothing stands in the way of
// that, no hold either.
func (c *Claim) retract(b finding.Retract, actor claim.Actor, now time.Time) ([]claim.Fact, error) {
	if len(c.Publications) == 0 || c.Stage == claim.StageRetracted || c.Stage == claim.StageTakenDown {
		return nil, c.notPublic("retracted")
	}
	return c.takeBack(finding.Retraction, b.Reason, b.Untold, actor, now)
}

// takeDown removes a public finding at any stage, one that was retracted too.
func (c *Claim) takeDown(b finding.TakeDown, actor claim.Actor, now time.Time) ([]claim.Fact, error) {
	if len(c.Publications) == 0 || c.Stage == claim.StageTakenDown {
		return nil, c.notPublic("taken down")
	}
	return c.takeBack(finding.Takedown, b.Reason, b.Untold, actor, now)
}

func (c *Claim) takeBack(kind finding.PublicationKind, reason, untold claim.Ref, actor claim.Actor, now time.Time) ([]claim.Fact, error) {
	if reason == "" {
		return nil, claim.NeedsReason()
	}
	p := c.publication(kind, actor, now)
	p.Reason, p.Prominence, p.Untold = reason, finding.AtTheTop, untold
	return []claim.Fact{finding.ClaimPublished{Publication: p}}, nil
}

// WouldPublish is what would be made public now of the proposed outcome, whether or
// not anything is in the way of it.
func (c *Claim) WouldPublish(now time.Time, around claim.Around) finding.Publication {
	as := *c
	as.Outcome, as.Why, as.AsOf = c.Proposal.Outcome, c.Proposal.Why, c.signedAsOf()
	p := as.publication(finding.FirstPublication, claim.System, now)
	if len(c.Publications) > 0 {
		p.Kind = finding.Correction
	}
	p.Running = c.Running(now, around)
	return p
}

func (c *Claim) published(p finding.Publication) {
	c.Publications = append(c.Publications, p)
	c.Stage, c.HeldFrom = p.Kind.Stage(), ""
	c.Schedule, c.Missed = nil, nil
	if p.Unsigned != nil { // else it was signed off
		c.Outcome, c.Why, c.AsOf = p.Outcome, p.Why, p.AsOf
	}
}
