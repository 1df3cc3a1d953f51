package reading_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// TestALineForReadersTellsOfATakenBackFindingThatItIsGone, and nothing that it said.
func TestALineForReadersTellsOfATakenBackFindingThatItIsGone(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b")
	d.Party("Google")
	for _, key := range []string{"a", "b"} {
		d.Ask("vault7", "google", key)
		require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
		d.Answer("google", key, claim.Confirms, claim.OnTheRecord)
		_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/"+key, findings.AssessInput{Outcome: claim.Confirmed, ForReaders: "They said so.", Rationale: "because"})
		require.NoError(t, err)
		seen, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/"+key, nil)
		require.NoError(t, err)
		_, err = findings.Sign(d.Ctx(), d.Desk.Door, d.Who("jonas"), "vault7/"+key, findings.ReviewInput{Subject: seen.Subject})
		require.NoError(t, err)
		_, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/"+key, findings.PublishInput{})
		require.NoError(t, err)
	}
	_, err := writing.Correct(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", casework.ReasonInput{Reason: "it was another Google"})
	require.NoError(t, err)
	_, err = findings.Retract(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.TakeBackInput{Reason: "It was another Google."})
	require.NoError(t, err)

	public := lineOf(d, report.LineQuery{Public: true})
	require.Regexp(t, `^As of [^,]*, on “About b”, Google has confirmed\. A finding was retracted at [^“]*\.$`, public.Short)
	require.NotContains(t, public.Long, "About a")
	require.Equal(t, public.Short, d.Report("vault7").StatusLine)
	require.Regexp(t, `^A finding was retracted at [^“]*\.$`, lineOf(d, report.LineQuery{Public: true, About: []string{"a"}}).Long)
	require.Contains(t, lineOf(d, report.LineQuery{}).Short, "On “About b”", "the desk reads of both")
}
