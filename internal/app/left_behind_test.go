package app

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
)

func TestAMessageThatFailsAgainAndAgainIsTriedMoreRarelyAndKeepsNoOtherWaiting(t *testing.T) {
	bad, good := received.Spooled{Intake: uuid.New()}, received.Spooled{Intake: uuid.New()}
	var l leftBehind
	at, begun, tries := time.Unix(0, 0), time.Unix(0, 0), 0
	for ; at.Before(begun.Add(24 * time.Hour)); at = at.Add(sweepMailEvery) {
		for _, intake := range l.due([]received.Spooled{bad}, at) {
			l.started(intake, at)
			tries++
		}
	}
	require.Greater(t, tries, 24, "at least every hour")
	require.Less(t, tries, 24+8)
	require.Equal(t, []uuid.UUID{good.Intake}, l.due([]received.Spooled{bad, good}, at), "the other's turn is at once")
	require.Empty(t, l.due(nil, at))
	require.Equal(t, []uuid.UUID{bad.Intake}, l.due([]received.Spooled{bad}, at), "what was taken in and comes again begins anew")
}
