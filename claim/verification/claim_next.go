package verification

import "github.com/onrecord/onrecord/claim"

// Next implements [claim.Aggregate].
func (c *Claim) Next() claim.Next {
	n := claim.Next{Version: c.Version, Case: c.Case, Step: string(c.Stage), Outcome: c.Outcome, Over: c.Version == 0 || c.Stage.Over()}
	n.Waits = waitsAt[c.Stage]
	if c.afterReview() {
		n.Waits = claim.WaitsForReviewer
	}
	if due := c.reviewDue(); !due.IsZero() {
		n.Due, n.What = due, "a review has waited too long"
	}
	if due := c.scheduled(); !due.IsZero() && (n.Due.IsZero() || due.Before(n.Due)) {
		n.Due, n.What = due, "the finding is published"
		if c.Stage == claim.StageSignedOff {
			n.Waits = claim.WaitsForClock
		}
	}
	return n
}

var waitsAt = map[claim.Stage]claim.WaitsFor{
	claim.StageDraft: claim.WaitsForDesk, claim.StageOpen: claim.WaitsForDesk, claim.StageGathering: claim.WaitsForParty, claim.StageAssessing: claim.WaitsForDesk,
	claim.StageInReview: claim.WaitsForReviewer, claim.StageSignedOff: claim.WaitsForDesk, claim.StageCorrecting: claim.WaitsForDesk,
	claim.StageOnHold: claim.WaitsForDesk, claim.StagePublished: claim.WaitsForNobody, claim.StageRetracted: claim.WaitsForNobody, claim.StageTakenDown: claim.WaitsForNobody,
	claim.StageClosed: claim.WaitsForNobody, claim.StageWithdrawn: claim.WaitsForNobody, claim.StageDeclined: claim.WaitsForNobody,
}
