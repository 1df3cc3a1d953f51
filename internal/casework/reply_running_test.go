package casework_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
)

func TestPublishingWarnsOfRightsOfReplyThatStillRun(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b")
	d.Party("Google", "Apple")
	d.Ask("vault7", "google", "a", "b")
	d.Ask("vault7", "apple", "a", "b")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Minute))
	d.Answer("apple", "a", claim.Denies, claim.OnTheRecord)
	jonas := d.Who("jonas")
	signed := func(about string) {
		t.Helper()
		_, err := d.Desk.Assess(d.Ctx(), d.Mara, "vault7/"+about, casework.AssessInput{Outcome: claim.Unverified, Rationale: "because"})
		require.NoError(t, err)
		seen, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/"+about, nil)
		require.NoError(t, err)
		require.Empty(t, seen.Warnings, "it cannot be published yet")
		_, err = d.Desk.Sign(d.Ctx(), jonas, "vault7/"+about, casework.ReviewInput{Subject: seen.Subject})
		require.NoError(t, err)
	}
	signed("a")
	until := claim.Moment(d.Report("vault7").Requests[0].AnswerBy, nil)
	warning := []string{"Google was given until " + until + " to answer, and has not answered"}
	before, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/a", nil)
	require.NoError(t, err)
	require.Equal(t, warning, before.Warnings)
	tried, err := d.Desk.PublishMany(d.Ctx(), d.Mara, "vault7", casework.PublishInputs{How: casework.How{Try: true}, Claims: []string{"a", "b"}, PublishInput: casework.PublishInput{Early: "It cannot wait."}})
	require.NoError(t, err)
	require.Equal(t, warning, tried.Each[0].Warnings)
	require.Empty(t, tried.Each[1].Warnings, "it cannot be published")
	_, err = d.Desk.Publish(d.Ctx(), d.Mara, "vault7/a", casework.PublishInput{})
	require.Equal(t, claim.CodePolicy, claim.CodeOf(err))
	done, err := d.Desk.Publish(d.Ctx(), d.Mara, "vault7/a", casework.PublishInput{Early: "It cannot wait."})
	require.NoError(t, err, "a warning is no refusal, if somebody says why it cannot wait")
	require.Equal(t, warning, done.Warnings)

	require.NoError(t, d.Desk.Pass(d.Ctx(), 2*caseworktest.Week))
	signed("b")
	done, err = d.Desk.Publish(d.Ctx(), d.Mara, "vault7/b", casework.PublishInput{Early: "It cannot wait."})
	require.NoError(t, err)
	require.Empty(t, done.Warnings, "the time to answer has passed")
}
