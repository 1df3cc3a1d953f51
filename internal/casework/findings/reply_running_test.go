package findings_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/findings"
)

func TestPublishingWarnsOfRightsOfReplyThatStillRun(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a", "b")
	d.Party("Google", "Apple")
	d.Ask("vault7", "google", "a", "b")
	d.Ask("vault7", "apple", "a", "b")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Minute))
	d.Answer("apple", "a", claim.Denies, claim.OnTheRecord)
	jonas := d.Who("jonas")
	signed := func(about string) {
		t.Helper()
		_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/"+about, findings.AssessInput{Outcome: claim.Unverified, Rationale: "because"})
		require.NoError(t, err)
		seen, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/"+about, nil)
		require.NoError(t, err)
		require.Empty(t, seen.Warnings, "it cannot be published yet")
		_, err = findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/"+about, findings.ReviewInput{Subject: seen.Subject})
		require.NoError(t, err)
	}
	signed("a")
	until := claim.Moment(d.Report("vault7").Requests[0].AnswerBy, nil)
	warning := []string{"Google was given until " + until + " to answer, and has not answered"}
	before, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/a", nil)
	require.NoError(t, err)
	require.Equal(t, warning, before.Warnings)
	tried, err := findings.PublishMany(d.Ctx(), d.Desk.Door, d.Mara, "vault7", findings.PublishInputs{How: casework.How{Try: true}, Claims: []string{"a", "b"}, PublishInput: findings.PublishInput{Early: "It cannot wait."}})
	require.NoError(t, err)
	require.Equal(t, warning, tried.Each[0].Warnings)
	require.Empty(t, tried.Each[1].Warnings, "it cannot be published")
	_, err = d.Desk.Receive(d.Ctx(), "vault7", "google", "It is not so.")
	require.NoError(t, err)
	warning = []string{"Google was given until " + until + " to answer, and a message that may be its answer waits to be read"}
	_, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{})
	require.Equal(t, claim.CodePolicy, claim.CodeOf(err))
	done, err := findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{Early: "It cannot wait."})
	require.NoError(t, err, "a warning is no refusal, if somebody says why it cannot wait")
	require.Equal(t, warning, done.Warnings)

	require.NoError(t, d.Desk.Pass(d.Ctx(), 2*caseworktest.Week))
	signed("b")
	done, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/b", findings.PublishInput{Early: "It cannot wait."})
	require.NoError(t, err)
	require.Equal(t, []string{"a message that is, or may be, from Google waits to be read"}, done.Warnings, "the time to answer has passed")
}

func TestPublishingAChangeWarnsOfASourceThatItGivesAway(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	jonas := d.Who("jonas")
	publish := func(in findings.PublishInput) []string {
		t.Helper()
		_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Unverified, Why: finding.NotYet, Rationale: "because"})
		require.NoError(t, err)
		_, err = findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: d.Report("vault7").Claims[0].Subject})
		require.NoError(t, err)
		done, err := findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", in)
		require.NoError(t, err)
		return done.Warnings
	}
	d.Ask("vault7", "google", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	publish(findings.PublishInput{Early: "It cannot wait."})
	d.Answer("google", "a", claim.NoComment, claim.OnBackground)
	require.Equal(t, []string{"readers may have seen that Google was asked, and its name goes now that it has answered on background: whoever compares the two pages knows who the source is"},
		publish(findings.PublishInput{Kind: finding.Update, Reason: "It has answered."}))
}

func TestPublishingWarnsOfWhomNobodyTells(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	jonas := d.Who("jonas")
	d.Ask("vault7", "google", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.NoComment, claim.OnTheRecord)
	_, err := contacts.Bar(d.Ctx(), d.Desk.Door, d.Mara, "google", contacts.BarInput{Reason: "Their lawyer asks us to."})
	require.NoError(t, err)
	_, err = findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Unverified, Rationale: "because"})
	require.NoError(t, err)
	_, err = findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: d.Report("vault7").Claims[0].Subject})
	require.NoError(t, err)
	done, err := findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{})
	require.NoError(t, err)
	require.Equal(t, []string{"Google is not to be contacted: nobody tells it what is published"}, done.Warnings)
}
