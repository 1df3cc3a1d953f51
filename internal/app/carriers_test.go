package app_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app"
)

func TestEveryChannelOnWhichWeCarryLettersHasACarrier(t *testing.T) {
	carried := slices.DeleteFunc(slices.Clone(claim.Channels), func(c claim.Channel) bool { return !c.Carried() })
	require.ElementsMatch(t, carried, slices.Collect(maps.Keys(new(app.App).Carriers())))
}
