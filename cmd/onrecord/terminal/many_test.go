package terminal

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestClaimsOfOneCase(t *testing.T) {
	name, claims, err := OfOneCase([]string{"vault7/google", "apple", "vault7/mozilla"})
	require.NoError(t, err)
	require.Equal(t, "vault7", name)
	require.Equal(t, []string{"google", "apple", "mozilla"}, claims)
	for _, bad := range [][]string{{"google"}, {"/google"}, {"vault7/"}, {"vault7/google", "vault8/google"}} {
		_, _, err := OfOneCase(bad)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), bad)
	}
}
