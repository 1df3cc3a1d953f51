package casework

import (
	"github.com/onrecord/onrecord/claim"
)

// TurnRights say which right each kind of turn takes. Whoever may not do
// it is not told that it waits.
var TurnRights = map[claim.TurnKind]Right{
	claim.TurnSort:        MaySortMail,
	claim.TurnRead:        MayRecordAnswers,
	claim.TurnLook:        MayRecordAnswers,
	claim.TurnClarify:     MayAsk,
	claim.TurnDeliver:     MayAsk,
	claim.TurnChase:       MayAsk,
	claim.TurnIntent:      MayAsk,
	claim.TurnDue:         MayAsk,
	claim.TurnReview:      MayReview,
	claim.TurnUnclaimed:   MayReview,
	claim.TurnStep:        MayAssess,
	claim.TurnReviewStep:  MayReview,
	claim.TurnAfterReview: MayReview,
	claim.TurnStalled:     MayAssess,
	claim.TurnReturned:    MayAssess,
	claim.TurnGround:      MayAssess,
	claim.TurnCorrect:     MayAssess,
	claim.TurnPublish:     MayPublish,
	claim.TurnMissed:      MayPublish,
	claim.TurnAssess:      MayAssess,
	claim.TurnAsk:         MayAsk,
	claim.TurnEvidence:    MayAssess,
	claim.TurnWeigh:       MayAssess,
	claim.TurnAskAgain:    MayAsk,
	claim.TurnDraft:       MayWriteClaims,
	claim.TurnHeld:        MayAssess,
	claim.TurnMention:     MayComment,
}
