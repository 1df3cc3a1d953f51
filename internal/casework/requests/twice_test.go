package requests_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// TestWhatAPartyWasAskedAlreadyIsPointedOutBeforeItGoes: it is no refusal, and nothing is said of what was asked of nobody.
func TestWhatAPartyWasAskedAlreadyIsPointedOutBeforeItGoes(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a", "b")
	d.Party("Google", "Apple")
	warned := func(party, questions string, claims ...string) (said []string) {
		t.Helper()
		letter, err := requests.PreviewLetter(d.Ctx(), d.Desk.Door, d.Mara, "vault7", requests.AskInput{Party: party, Claims: claims, Questions: questions, AnswerBy: d.Desk.Clock.Now().Add(7 * 24 * time.Hour)})
		require.NoError(t, err)
		for _, w := range letter.Warnings {
			said = append(said, w.Says)
		}
		return said
	}
	require.Empty(t, warned("google", "Is it so?", "a"))
	_, err := requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", requests.AskInput{Party: "google", Claims: []string{"a"}, Questions: "Is it so?", AnswerBy: d.Desk.Clock.Now().Add(7 * 24 * time.Hour)})
	require.NoError(t, err)
	for _, questions := range []string{"is  it SO?", "Who says so?"} {
		said := warned("google", questions, "b", "a")
		require.Len(t, said, 1)
		require.Contains(t, said[0], "it was asked about a ")
		require.Contains(t, said[0], "still waits for an answer")
	}
	require.Empty(t, warned("google", "Is it so?", "b"))
	require.Empty(t, warned("apple", "Is it so?", "a"))
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.Denies, claim.OnTheRecord)
	require.Empty(t, warned("google", "Who says so?", "a"), "another question is one of its own")
	require.Contains(t, warned("google", "Is it so?", "a")[0], "with the same questions")
}
