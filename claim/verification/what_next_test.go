package verification

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord/claim"
)

// Every refusal by stage says what to do instead.
func TestWhatNext(t *testing.T) {
	stages := []claim.Stage{
		claim.StageDraft, claim.StageOpen, claim.StageGathering, claim.StageAssessing, claim.StageInReview, claim.StageSignedOff, claim.StagePublished,
		claim.StageCorrecting, claim.StageRetracted, claim.StageClosed, claim.StageOnHold, claim.StageWithdrawn, claim.StageDeclined,
	}
	for _, stage := range stages {
		err := (&Claim{Stage: stage}).wrongStage("published")
		if err.Hint == "" || !strings.Contains(err.Message, string(stage)) {
			t.Errorf("%s: %q, hint %q", stage, err.Message, err.Hint)
		}
	}
}
