package main

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

func TestARequestIsCalledByItsCodeOrItsParty(t *testing.T) {
	day := time.Date(2017, 3, 17, 12, 0, 0, 0, time.UTC)
	first, second, other := uuid.New(), uuid.New(), uuid.New()
	requests := []reading.RequestReport{{ID: second, Party: "google", SendAt: day.Add(time.Hour)}, {ID: first, Party: "google", SendAt: day}, {ID: other, Party: "apple", SendAt: day}}
	require.Equal(t, []uuid.UUID{second}, requestsCalled(requests, "google"), "the latest")
	require.Equal(t, []uuid.UUID{first}, requestsCalled(requests, letters.RequestCode(first)))
	require.Empty(t, requestsCalled(requests, "mozilla"))
}

func TestAShortNameMeansOneThing(t *testing.T) {
	id := uuid.MustParse("9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e")
	require.True(t, called("9B2D").begins(id))
	require.False(t, called("9b2").begins(id), "too little to be meant")
	_, err := called("9b2d").one("message", "look", []uuid.UUID{id, uuid.New()})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	_, err = called("9b2d").one("message", "look", nil)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
}
