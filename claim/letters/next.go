package letters

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Steps of a correspondence.
const (
	StepUndo      = "undo window"
	StepDeliver   = "handing over"
	StepRead      = "message to read"
	StepAnswer    = "waiting for an answer"
	StepAskedBack = "party has asked back, or for more time"
	StepHeld      = "on hold"
	StepOver      = "over"
)

// Next implements [claim.Aggregate].
func (c *Correspondence) Next() claim.Next {
	n := claim.Next{Version: c.Version, Case: c.Case, Due: c.NextDue(), Over: !c.Open()}
	for _, m := range c.ToDeliver() {
		n.Letters = append(n.Letters, m.ID)
	}
	n.Step, n.Waits = c.step()
	if !n.Due.IsZero() {
		n.What = c.whatIsDue(n.Due)
	}
	return n
}

// step is where the correspondence stands, by what stops it most.
func (c *Correspondence) step() (string, claim.WaitsFor) {
	live := func(match func(Request) bool) bool { return slices.ContainsFunc(c.Requests, match) }
	switch {
	case c.waits():
		return StepRead, claim.WaitsForDesk
	case len(c.ToDeliver()) > 0:
		return StepDeliver, claim.WaitsForServer
	case len(c.WaitingFollowUps()) > 0 || c.WaitingTelling() != nil || live(func(r Request) bool { return r.Lifecycle == Queued && !r.allHeld() }):
		return StepUndo, claim.WaitsForClock
	case live(func(r Request) bool { return r.Lifecycle == Clarification }):
		return StepAskedBack, claim.WaitsForDesk
	case live(Request.ticking):
		return StepAnswer, claim.WaitsForParty
	case live(func(r Request) bool { return !r.Over() }):
		return StepHeld, claim.WaitsForDesk
	}
	return StepOver, claim.WaitsForNobody
}

// whatIsDue says in words what the clock does at an instant.
func (c *Correspondence) whatIsDue(at time.Time) string {
	if t := c.WaitingTelling(); t != nil && t.SendAt.Equal(at) {
		return "the party is told what was made public"
	}
	for _, r := range c.Requests {
		switch {
		case r.Lifecycle == Queued && r.SendAt.Equal(at):
			return "undo window ends"
		case r.live() && r.Until.IsZero() && r.AnswerBy.Equal(at):
			return "answer-by instant"
		case r.live() && r.Final().Equal(at):
			return "silence is final"
		case c.intentDue(r) && r.IntentBy.Equal(at):
			return "intent-by instant"
		case r.mayPutAgain() && r.Again.At.Equal(at):
			return "the request goes to another contact point"
		}
		for _, s := range r.Steps {
			if s.At.Equal(at) && s.Final {
				return "final notice"
			}
			if s.At.Equal(at) {
				return "reminder"
			}
		}
	}
	return "undo window ends"
}
