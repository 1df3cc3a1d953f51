package reading_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// TestADenialStaysADenial: who has denied, and then will not answer, stands
// everywhere as who has denied.
func TestADenialStaysADenial(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	asked := d.Ask("vault7", "google", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.Denies, claim.OnTheRecord)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.DeclinesToAnswer, claim.OnTheRecord)

	r := d.Report("vault7")
	google := r.Claims[0].Parties[0]
	require.Len(t, google.Answers, 2)
	for _, a := range google.Answers {
		require.False(t, a.Superseded, a.Stance)
	}
	require.Equal(t, letters.Answered, google.Lifecycle)
	require.Empty(t, google.Silence)
	cell := reading.MatrixOf(&r).Rows[0].Cells[0]
	require.Equal(t, claim.Denies, cell.Stance)
	require.Equal(t, []claim.Stance{claim.DeclinesToAnswer}, cell.Beside)
	require.Contains(t, r.StatusLine, "Google denies it")

	thread, err := d.Desk.Thread(d.Ctx(), d.Mara, asked.ID)
	require.NoError(t, err)
	require.Equal(t, claim.Denies, thread.Claims[0].Stance)
}
