package reading_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// TestTheDeskSeesBothWhatWasSaidOnTheRecordAndOff: each with its terms, and whoever
// publishes is told that readers learn of the one alone.
func TestTheDeskSeesBothWhatWasSaidOnTheRecordAndOff(t *testing.T) {
	d := askedDoor(t)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.Denies, claim.OnTheRecord)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.Confirms, claim.OffTheRecord)

	r := d.Report("vault7")
	cell := reading.MatrixOf(&r).Rows[0].Cells[0]
	require.Equal(t, claim.Confirms, cell.Stance)
	require.Equal(t, claim.OffTheRecord, cell.Rules)
	require.Equal(t, claim.Denies, cell.OnRecord)
	require.Contains(t, r.StatusLine, "Google denies it")
	require.Contains(t, lineOf(d, report.LineQuery{Public: true}).Long, "Google denies it.")
	require.Equal(t, "superseded by a later answer on other terms, stands on the record", d.AboutClaim()[0].Answers[0].Replaced())

	_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Unverified, Why: finding.NotYet, Rationale: "because"})
	require.NoError(t, err)
	seen, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/a", nil)
	require.NoError(t, err)
	_, err = findings.Sign(d.Ctx(), d.Desk.Door, d.Who("jonas"), "vault7/a", findings.ReviewInput{Subject: seen.Subject})
	require.NoError(t, err)
	seen, err = d.Desk.Claim(d.Ctx(), d.Mara, "vault7/a", nil)
	require.NoError(t, err)
	require.Equal(t, []string{"Google stands otherwise off the record (confirms) than on the record (denies): readers are told what it said on the record"}, seen.Warnings)
}

// TestNoCommentWithTheNameStandsBesideABackgroundAnswer in the cell, once.
func TestNoCommentWithTheNameStandsBesideABackgroundAnswer(t *testing.T) {
	d := askedDoor(t)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.Confirms, claim.OnBackground)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.NoComment, claim.OnTheRecord)

	r := d.Report("vault7")
	cell := reading.MatrixOf(&r).Rows[0].Cells[0]
	require.Equal(t, claim.Confirms, cell.Stance)
	require.Equal(t, claim.NoComment, cell.OnRecord)
	require.Empty(t, cell.Beside)
	require.Contains(t, r.StatusLine, "Google has not confirmed")
	require.Contains(t, r.DeskLine.Short, "Google has not confirmed; a source on background has confirmed")
}
