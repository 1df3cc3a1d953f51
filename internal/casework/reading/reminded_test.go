package reading_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// TestALetterAboutTwoRequestsIsOneReminder: in the matrix as in the line, while each
// request tells how often it was followed up itself.
func TestALetterAboutTwoRequestsIsOneReminder(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	d.Ask("vault7", "google", "a")
	d.Ask("vault7", "google", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), 2*caseworktest.Week))

	r := d.Report("vault7")
	require.Equal(t, []report.RemindedReport{{Party: "google", Reminders: 2, Notices: 1}}, r.Claims[0].Reminded)
	cell := reading.MatrixOf(&r).Rows[0].Cells[0]
	require.Equal(t, 2, cell.Requests)
	require.Equal(t, 2, cell.Reminders)
	require.Equal(t, 1, cell.Notices)
	require.Contains(t, r.LongLine, "reminded twice and given a final notice")
	for _, asked := range r.Claims[0].Parties {
		require.Equal(t, 2, asked.Reminders)
	}
	// A request of another claim has a letter of its own in what it is about.
	d.Claims("vault7", "b")
	d.Ask("vault7", "google", "b")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	rows := d.Page(reading.CaseQuery{Limit: 5}).Matrix.Rows
	require.Equal(t, 2, rows[0].Cells[0].Reminders)
	require.Zero(t, rows[1].Cells[0].Reminders)
}
