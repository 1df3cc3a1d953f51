package reading_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
)

// TestARequestListsNoMessageThatAnswersAnotherOne of the same correspondence.
func TestARequestListsNoMessageThatAnswersAnotherOne(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "a", "b")
		d.Party("Google")
		d.Ask("vault7", "google", "a")
		d.Ask("vault7", "google", "b")
		message, err := d.Desk.Receive(d.Ctx(), "vault7", "google", "Nobody has contacted us.")
		require.NoError(t, err)
		came := func() map[string]int {
			n := map[string]int{}
			for _, c := range d.Report("vault7").Claims {
				r, err := d.Desk.RequestView(d.Ctx(), d.Mara, c.Parties[0].Request)
				require.NoError(t, err)
				n[c.Key] = len(r.Came)
			}
			return n
		}
		require.Equal(t, map[string]int{"a": 1, "b": 1}, came(), "it may answer either until somebody has read it")
		_, err = answers.Record(d.Ctx(), d.Desk.Door, d.Mara, "vault7", answers.AnswerInput{
			Party: "google", Message: message.String(), Stances: []answers.StanceInput{{Claim: "a", Stance: claim.Denies, Statement: "Nobody has contacted us."}},
		})
		require.NoError(t, err)
		require.Equal(t, map[string]int{"a": 1, "b": 0}, came())
	})
}
