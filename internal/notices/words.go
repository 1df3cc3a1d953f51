package notices

import (
	"fmt"

	"github.com/onrecord/onrecord/claim"
)

// sentences say of each kind that one, or several, wait.
var sentences = map[claim.TurnKind]struct{ one, many string }{
	claim.TurnSort:        {"a message in quarantine waits to be placed", "%d messages in quarantine wait to be placed"},
	claim.TurnRead:        {"an answer waits to be read", "%d answers wait to be read"},
	claim.TurnLook:        {"an answer waits to be looked at", "%d answers wait to be looked at"},
	claim.TurnClarify:     {"a party that has asked back waits", "%d parties that have asked back wait"},
	claim.TurnDeliver:     {"a letter did not arrive", "%d letters did not arrive"},
	claim.TurnChase:       {"a request is chased no more", "%d requests are chased no more"},
	claim.TurnIntent:      {"a party has not said whether it will answer", "%d parties have not said whether they will answer"},
	claim.TurnDue:         {"a request is due, and not answered", "%d requests are due, and not answered"},
	claim.TurnReview:      {"a claim waits for your review", "%d claims wait for your review"},
	claim.TurnUnclaimed:   {"a claim waits for a review that nobody has begun", "%d claims wait for a review that nobody has begun"},
	claim.TurnStep:        {"a step of a policy waits", "%d steps of a policy wait"},
	claim.TurnReviewStep:  {"a step of a policy waits for somebody who signs", "%d steps of a policy wait for somebody who signs"},
	claim.TurnAfterReview: {"a published claim waits for its review", "%d published claims wait for their review"},
	claim.TurnStalled:     {"a review has waited too long", "%d reviews have waited too long"},
	claim.TurnReturned:    {"a claim was sent back", "%d claims were sent back"},
	claim.TurnGround:      {"a claim has lost its ground", "%d claims have lost their ground"},
	claim.TurnCorrect:     {"a published claim is to be corrected", "%d published claims are to be corrected"},
	claim.TurnPublish:     {"a claim can be published", "%d claims can be published"},
	claim.TurnMissed:      {"a scheduled publication did not come about", "%d scheduled publications did not come about"},
	claim.TurnAssess:      {"a claim can be assessed", "%d claims can be assessed"},
	claim.TurnAskAgain:    {"a party is to be asked again", "%d parties are to be asked again"},
	claim.TurnEvidence:    {"evidence is to be looked at again", "the evidence of %d claims is to be looked at again"},
	claim.TurnWeigh:       {"an answer that may not be the party's waits to be decided on", "%d answers that may not be the party's wait to be decided on"},
	claim.TurnMention:     {"a colleague mentions you in a comment", "colleagues mention you in %d comments"},
	claim.TurnAsk:         {"nobody was asked about a claim", "nobody was asked about %d claims"},
	claim.TurnDraft:       {"a claim is being written", "%d claims are being written"},
	claim.TurnHeld:        {"a claim is on hold", "%d claims are on hold"},
}

func sentence(kind claim.TurnKind, n int) string {
	if n == 1 {
		return sentences[kind].one
	}
	return fmt.Sprintf(sentences[kind].many, n)
}
