package claim

import (
	"strings"
	"testing"
)

// Every refusal by stage says what to do instead.
func TestWhatNext(t *testing.T) {
	stages := []Stage{
		StageDraft, StageOpen, StageGathering, StageAssessing, StageInReview, StageSignedOff, StagePublished,
		StageCorrecting, StageRetracted, StageClosed, StageOnHold, StageWithdrawn, StageDeclined,
	}
	for _, stage := range stages {
		err := (&Claim{Stage: stage}).wrongStage("published")
		if err.Hint == "" || !strings.Contains(err.Message, string(stage)) {
			t.Errorf("%s: %q, hint %q", stage, err.Message, err.Hint)
		}
	}
}
