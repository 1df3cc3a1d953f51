package terminal

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

func TestWhatIsRefusedOfManyEndsWithItsStatus(t *testing.T) {
	require.NoError(t, refusals(casework.Many{Carried: 2, Each: []casework.One{{}, {}}}))
	err := refusals(casework.Many{Each: []casework.One{{Undone: true}, {Refused: claim.Errorf(claim.CodePolicy, "the policy is not met")}}})
	require.Equal(t, claim.CodePolicy, claim.CodeOf(err))
	require.Contains(t, err.Error(), "1 of 2 are refused")
}
