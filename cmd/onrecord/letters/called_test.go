package letters

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

func TestARequestIsCalledByItsCodeOrItsParty(t *testing.T) {
	day := time.Date(2017, 3, 17, 12, 0, 0, 0, time.UTC)
	first, second, other := uuid.New(), uuid.New(), uuid.New()
	requests := []report.RequestReport{{ID: second, Party: "google", SendAt: day.Add(time.Hour)}, {ID: first, Party: "google", SendAt: day}, {ID: other, Party: "apple", SendAt: day}}
	require.Equal(t, []uuid.UUID{second}, requestsCalled(requests, "google"), "the latest")
	require.Equal(t, []uuid.UUID{first}, requestsCalled(requests, letters.RequestCode(first)))
	require.Empty(t, requestsCalled(requests, "mozilla"))
}
