package timeline

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestTheTimelineNamesEveryKindOfTurnThatIsAssigned(t *testing.T) {
	for _, kind := range claim.TurnKinds {
		require.NotEmpty(t, turnNames[kind], kind)
	}
}
