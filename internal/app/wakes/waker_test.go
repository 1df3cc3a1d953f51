package wakes

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
)

func TestAClaimIsWokenOnceForAllThatComesTogether(t *testing.T) {
	w := New(nil, nil, zap.NewNop())
	s := claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}
	w.Note(claim.Woken{Stream: s, Version: 2})
	w.Note(claim.Woken{Stream: s, Version: 3})
	due, next := w.due(time.Now())
	require.Empty(t, due, "others may come, and a command that brings its workflow up to date")
	require.LessOrEqual(t, next, wakeClaimsAfter)
	due, _ = w.due(time.Now().Add(wakeClaimsAfter))
	require.Equal(t, []claim.Woken{{Stream: s, Version: 3}}, due)
}

func TestAClaimThatACommandHasBroughtUpToDateIsNotWoken(t *testing.T) {
	w := New(nil, nil, zap.NewNop())
	s := claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}
	w.Note(claim.Woken{Stream: s, Version: 2})
	w.Knows(s, 3)
	due, _ := w.due(time.Now().Add(time.Hour))
	require.Empty(t, due)
}

func TestWhatCannotWaitIsHandedOverAtOnce(t *testing.T) {
	for _, one := range []claim.Woken{
		{Stream: claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}, Version: 2, Soon: true},
		{Stream: claim.Stream{Kind: claim.StreamCorrespondence, ID: uuid.New()}, Version: 2},
	} {
		w := New(nil, nil, zap.NewNop())
		w.Note(claim.Woken{Stream: one.Stream, Version: 1}, one)
		due, _ := w.due(time.Now())
		require.Equal(t, []claim.Woken{{Stream: one.Stream, Version: 2}}, due)
	}
}

func TestTheSweepHandsOverOnlyWhatNobodyHasInHand(t *testing.T) {
	w := New(nil, nil, zap.NewNop())
	waits := claim.Woken{Stream: claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}, Version: 2}
	lost := claim.Woken{Stream: claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}, Version: 5}
	w.Note(waits)
	w.Late(waits, lost)
	due, _ := w.due(time.Now())
	require.Equal(t, []claim.Woken{lost}, due)
}
