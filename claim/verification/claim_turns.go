package verification

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Turns implements [claim.Aggregate].
func (c *Claim) Turns() []claim.Turn {
	return slices.Concat(c.scheduleTurns(c.stageTurns()), c.groundTurn(), c.askAgainTurns(), c.evidenceTurn(), c.weighTurn())
}

// stageTurns are what the stage of the claim makes somebody's turn.
func (c *Claim) stageTurns() []claim.Turn {
	t := claim.Turn{Subject: c.ID, Person: c.Author, Since: c.Since}
	switch c.Stage {
	case claim.StageDraft:
		t.Kind = claim.TurnDraft
	case claim.StageOpen:
		t.Kind = claim.TurnAsk
	case claim.StageAssessing:
		t.Kind = claim.TurnAssess
	case claim.StageInReview:
		return c.withStep(c.reviewTurns())
	case claim.StagePublished:
		if c.afterReview() {
			return c.reviewTurns()
		}
		return nil
	case claim.StageSignedOff:
		t.Kind, t.Person, t.Why = claim.TurnPublish, uuid.Nil, string(c.Outcome)
	case claim.StageCorrecting:
		t.Kind = claim.TurnCorrect
	case claim.StageOnHold:
		t.Kind, t.Why = claim.TurnHeld, string(c.HeldFrom)
	default:
		return nil
	}
	if (t.Kind == claim.TurnAssess || t.Kind == claim.TurnCorrect) && c.returned() {
		t.Kind, t.Person, t.Since = claim.TurnReturned, c.Proposal.By, c.Returns[len(c.Returns)-1].At
	}
	return c.withStep([]claim.Turn{t})
}

// withStep is what waits with the step that waits beside it, if one does.
func (c *Claim) withStep(turns []claim.Turn) []claim.Turn {
	if step, waits := c.stepTurn(); waits {
		turns = append(turns, step)
	}
	return turns
}

// returned reports whether the latest proposal was sent back by a reviewer.
func (c *Claim) returned() bool {
	return c.Proposal != nil && len(c.Returns) > 0 && c.Returns[len(c.Returns)-1].At.After(c.Proposal.At)
}

// mayNotSign are the people whose own work the proposed outcome is, and those
// who have signed it.
func (c *Claim) mayNotSign() []uuid.UUID {
	people := c.Authors()
	for _, s := range c.ValidSignOffs() {
		people = append(people, s.By)
	}
	slices.SortFunc(people, compareIDs)
	return slices.Compact(people)
}

// weighTurn is the turn of whoever has to decide whose an answer is.
func (c *Claim) weighTurn() []claim.Turn {
	waiting := c.Doubted()
	if c.Stage.Over() || c.Stage == claim.StageOnHold || len(waiting) == 0 {
		return nil
	}
	return []claim.Turn{{Kind: claim.TurnWeigh, Subject: c.ID, Person: c.Author, Since: waiting[0].ReceivedAt}}
}

// evidenceTurn is the turn of whoever has to look at the evidence again.
func (c *Claim) evidenceTurn() []claim.Turn {
	since, changed := c.SaysSince()
	if !changed || c.Stage.Over() || c.Stage == claim.StageOnHold || len(c.ToLookAt()) == 0 {
		return nil
	}
	return []claim.Turn{{Kind: claim.TurnEvidence, Subject: c.ID, Person: c.Author, Since: since}}
}
