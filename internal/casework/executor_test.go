package casework

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"

	"github.com/onrecord/onrecord/claim"
)

func TestACommandWithWhichARunWasToStartIsTriedAgainWhenTheServerIsTooSlow(t *testing.T) {
	slow := fmt.Errorf("failed workflow update: %w", serviceerror.NewDeadlineExceeded("context deadline exceeded"))
	require.True(t, again(slow))
	require.Equal(t, claim.CodeUnknownOutcome, claim.CodeOf(explain(t.Context(), slow)), "it may be carried out still")
}
