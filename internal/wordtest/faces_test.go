package wordtest

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/export"
)

func TestEveryRowSaysAllThatTheFacesShow(t *testing.T) {
	for _, g := range claim.Glances {
		require.NotEmpty(t, g.Class(), g)
	}
	for _, s := range claim.Stances {
		require.Contains(t, claim.Bearings, s.Bearing(), s)
		require.NotEmpty(t, s.Glance(), s)
	}
	for _, s := range claim.PageStances {
		require.NotEmpty(t, s.ForParty(), s)
	}
	for _, o := range claim.Outcomes {
		require.NotEmpty(t, claim.DefaultScale.Of(o).Words, o)
	}
	for _, g := range claim.AllGroundRules {
		require.NotEmpty(t, g.ForParty(), g)
		require.Equal(t, g.Named(), g.Public() == claim.PublicWords, g)
	}
	for _, b := range claim.Bearings {
		require.NotEmpty(t, b.Says(), b)
	}
	for _, k := range claim.LetterKinds {
		require.NotEmpty(t, k.Title(1), k)
		require.NotEmpty(t, k.One(1), k)
	}
	for _, s := range claim.Stages {
		require.NotEmpty(t, s.Next(), s)
	}
	for _, s := range []claim.Silence{claim.Undeliverable, claim.DeliveredNoAnswer, claim.ToldNoAnswer, claim.AcknowledgedNoAnswer, claim.Declined} {
		words, _ := s.ForReaders()
		require.NotEmpty(t, words, s)
	}
}

// TestARetractionTakesAwayWhatItRetracts: it speaks neither for the claim nor
// against it, and what the party said before no longer stands.
func TestARetractionTakesAwayWhatItRetracts(t *testing.T) {
	for _, before := range []claim.Stance{claim.Confirms, claim.Denies} {
		c := sources.Known{Answers: []sources.Said{
			{Response: uuid.New(), Party: uuid.New(), Stance: before, GroundRules: claim.OnTheRecord},
		}}
		retraction := sources.Said{Response: uuid.New(), Party: c.Answers[0].Party, Stance: claim.RetractsEarlierAnswer, GroundRules: claim.OnTheRecord}
		require.True(t, retraction.Stance.Supersedes(before))
		c.Answers[0].SupersededBy = retraction.Response
		c.Answers = append(c.Answers, retraction)
		require.Zero(t, c.Origins(claim.SupportsClaim))
		require.Zero(t, c.Origins(claim.ContradictsClaim))
		for _, a := range c.CurrentAnswers() {
			require.Equal(t, claim.NeutralToClaim, a.Stance.Bearing())
		}
	}
}

func TestTheReportSaysEveryStanceAndEveryOutcome(t *testing.T) {
	at := time.Date(2017, 3, 17, 18, 0, 0, 0, time.UTC)
	r := report.Report{AsOf: at, OpenedAt: at, Policy: claim.DefaultPolicy}
	for _, o := range claim.Outcomes {
		c := report.ClaimReport{Key: "a", Statement: "It is so.", Outcome: o, Tier: claim.Routine}
		for _, s := range claim.Stances {
			for _, channel := range claim.Channels {
				answer := report.AnswerReport{Stance: s, GroundRules: claim.OnTheRecord, Channel: channel, ReceivedAt: claim.At(at)}
				c.Parties = append(c.Parties, report.PartyReport{Name: "P", AnswerBy: at, Answers: []report.AnswerReport{answer}})
			}
		}
		r.Claims = append(r.Claims, c)
	}
	var written bytes.Buffer
	require.NoError(t, export.Markdown(&written, r))
	for _, o := range claim.Outcomes {
		require.Contains(t, written.String(), "**"+string(o)+"**")
	}
	for _, s := range claim.Stances {
		require.Contains(t, written.String(), "**"+string(s)+"**")
	}
	for _, channel := range claim.Channels {
		require.Contains(t, written.String(), channel.How())
	}
	for _, asked := range claim.DefaultPolicy.Asks() {
		require.Contains(t, written.String(), asked)
	}
}

func texts[W ~string](words []W) (all []string) {
	for _, w := range words {
		all = append(all, string(w))
	}
	return all
}
