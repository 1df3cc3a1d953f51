package dispatch

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

func TestACommandWithWhichARunWasToStartIsTriedAgainWhenTheServerIsTooSlow(t *testing.T) {
	slow := fmt.Errorf("failed workflow update: %w", serviceerror.NewDeadlineExceeded("context deadline exceeded"))
	require.True(t, again(slow))
	require.Equal(t, claim.CodeUnknownOutcome, claim.CodeOf(explain(t.Context(), slow)), "it may be carried out still")
}

func TestALetterThatGoesOutAtOnceBeginsAsHandedOver(t *testing.T) {
	now := time.Date(2026, 3, 6, 12, 0, 0, 0, time.UTC)
	for step, ask := range map[string]letters.Ask{
		letters.StepDeliver: {Channel: claim.ByEmail, SendAt: now},
		letters.StepUndo:    {Channel: claim.ByEmail, SendAt: now.Add(time.Minute)},
	} {
		require.Equal(t, step, began(ask, claim.Next{}, now).Step)
	}
	require.Equal(t, letters.StepUndo, began(letters.Ask{Channel: claim.ByPhone, SendAt: now}, claim.Next{}, now).Step, "nobody hands over a call")
	there := claim.Next{Version: 3, Step: "elsewhere"}
	require.Equal(t, there, began(letters.Ask{Channel: claim.ByEmail, SendAt: now}, there, now), "it began long ago")
}
