package letters_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/letters"
)

// TestTheTimeToAnswerRunsWhileAnAnswerIsAwaited: that is what a party is told that reads of an early publication.
func TestTheTimeToAnswerRunsWhileAnAnswerIsAwaited(t *testing.T) {
	about, now := uuid.New(), time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	with := func(change func(*letters.Request)) letters.Request {
		r := letters.Request{Claims: []uuid.UUID{about}, Lifecycle: letters.Sent, AnswerBy: now.Add(time.Hour)}
		change(&r)
		return r
	}
	require.True(t, with(func(*letters.Request) {}).TimeRuns(now))
	for name, change := range map[string]func(*letters.Request){
		"over":       func(r *letters.Request) { r.AnswerBy = now },
		"answered":   func(r *letters.Request) { r.Lifecycle, r.Answered = letters.Answered, r.Claims },
		"withdrawn":  func(r *letters.Request) { r.Lifecycle = letters.RequestWithdrawn },
		"not asked":  func(r *letters.Request) { r.Dropped = r.Claims },
		"on hold":    func(r *letters.Request) { r.Held = r.Claims },
		"asked back": func(r *letters.Request) { r.Lifecycle = letters.Clarification },
	} {
		require.False(t, with(change).TimeRuns(now), name)
	}
}
