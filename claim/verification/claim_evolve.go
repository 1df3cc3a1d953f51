package verification

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
)

// Evolve implements [claim.Aggregate].
func (c *Claim) Evolve(e claim.Entry) {
	c.Take(e)
	defer func(before claim.Stage) {
		if c.Stage != before {
			c.Since = e.At
		}
	}(c.Stage)
	switch f := e.Fact.(type) {
	case ClaimDrafted:
		c.Case, c.Text, c.Tier, c.Author, c.Policy = f.Case, f.Text, f.Tier, f.Author, f.Policy
		c.Stage, c.Outcome = f.Stage, claim.Unverified
		c.First = f.Text
		c.Involved, c.Series = f.Involved, f.Series
		c.Under, c.Marks = f.Under, f.Marks
	case ClaimOpened:
		c.Stage = claim.StageOpen
	case finding.OutcomeProposed:
		c.Proposal = &finding.Proposal{
			Outcome: f.Outcome, Why: f.Why, Rationale: f.Rationale, ForReaders: f.ForReaders, AsOf: f.AsOf, By: f.By, At: e.At, Version: e.Version, Steps: f.Steps,
		}
		c.Stage = claim.StageInReview
	case ReviewWaited:
		c.chased(e, f)
	case finding.ClaimSigned:
		c.SignOffs = append(c.SignOffs, finding.SignOff{By: f.By, Subject: f.Subject, At: e.At, Note: f.Note, Opened: f.Opened})
	case finding.ClaimSignedOff:
		c.Stage, c.Outcome, c.Why, c.AsOf = claim.StageSignedOff, f.Outcome, f.Why, f.AsOf
		c.Found = c.Found || f.Outcome != claim.Unverified
	case finding.ChangesRequested:
		c.Returns = append(c.Returns, finding.Returned{By: f.By, At: e.At, Comments: f.Comments})
		c.Stage = f.Stage
	case finding.ClaimPublished:
		c.published(f.Publication)
	case finding.PublicationScheduled:
		c.Schedule, c.Missed = &f.Schedule, nil
	case finding.ScheduleCanceled:
		c.Schedule, c.Missed = nil, nil
	case finding.PublicationMissed:
		c.missed(e, f)
	case finding.ReviewedAfter:
		c.reviewedAfter(e, f)
	case ClaimMoved:
		c.Stage, c.HeldFrom = f.Stage, f.HeldFrom
	case ClaimMarked:
		c.Marks = f.Marks
		c.at(f.Stage)
	case PolicyRepinned:
		c.repinned(e, f)
	case finding.StepCompleted:
		c.Steps = append(c.Steps, finding.StepDone{Step: f.Step, By: f.By, At: e.At, Subject: f.Subject, Form: f.Form})
	case ClaimRevised:
		c.revised(e, f)
	case AskingPutAside:
		c.askingPutAside(e, f)
	case ClaimantDisclosed:
		c.disclosed(e, f)
	}
	if stage, known := c.EvolveSources(e); known {
		c.at(stage)
	}
	c.Paused = claim.PauseAfter(c.Paused, e)
	if stage, known := c.EvolveRelation(e); known {
		c.at(stage)
	}
	if c.Stage.GivenUp() { // nothing of it is left to stand
		c.Fallen = nil
	}
}

// at moves the claim, or, while it is on hold, the stage that it comes back to.
func (c *Claim) at(stage claim.Stage) {
	if c.Stage == claim.StageOnHold {
		c.HeldFrom = stage
		return
	}
	c.Stage = stage
}

// PausedAs implements [claim.Pausable].
func (c *Claim) PausedAs() *claim.Pause { return c.Paused }
