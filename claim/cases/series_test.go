package cases

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAGapAtTheEndHasThreeDots(t *testing.T) {
	require.Equal(t, "It had not called …", WithGap("It had not called {party}.", SeriesSlot))
	require.Equal(t, "It called … twice.", WithGap("It called Mill twice.", "Mill"))
}
