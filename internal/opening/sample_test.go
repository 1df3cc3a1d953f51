package opening_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/opening"
)

// sampleDesk is a desk with a reviewer besides its admin.
func sampleDesk(t *testing.T) (*apitest.Fixture, opening.AtDesk) {
	t.Helper()
	d, err := apitest.Open(t.Context(), t.TempDir())
	require.NoError(t, err)
	t.Cleanup(func() { _ = d.Close() })
	mara, err := d.Authenticate(t.Context(), apitest.Admin)
	require.NoError(t, err)
	_, err = staff.AddPerson(t.Context(), d.Door, mara, staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}})
	require.NoError(t, err)
	return d, opening.AtDesk{Desk: d.Door, Caller: mara}
}

func TestTheSampleShowsACaseInTheMiddleOfItsWeek(t *testing.T) {
	d, door := sampleDesk(t)
	made, err := opening.Sample(t.Context(), door)
	require.NoError(t, err)
	require.Equal(t, "sample-vault7", made.Name)

	report, err := d.Report(t.Context(), door.Caller, made.Name, nil)
	require.NoError(t, err)
	require.Equal(t, "Sample: Has WikiLeaks contacted the vendors?", report.Title)
	state, err := d.Record.Load(t.Context(), claim.Stream{Kind: claim.StreamCase, ID: made.ID})
	require.NoError(t, err)
	require.True(t, state.(*cases.Case).Sample)
	stages := map[string]claim.Stage{}
	require.Len(t, report.Claims, 26)
	for _, c := range report.Claims {
		if len(c.Parties) > 0 && c.Stage != claim.StageAssessing { // assessing is what statements came to without a request
			stages[c.Key] = c.Stage
		}
	}
	require.Equal(t, map[string]claim.Stage{
		"google": claim.StageInReview, "apple": claim.StageInReview, "microsoft": claim.StageInReview, "genuine": claim.StageInReview,
		"contractors": claim.StageInReview, "mozilla": claim.StageGathering, "mikrotik": claim.StageGathering,
	}, stages)
}

func TestOpeningTheSampleTwiceMakesOne(t *testing.T) {
	d, door := sampleDesk(t)
	_, err := opening.Sample(t.Context(), door)
	require.NoError(t, err)
	before, err := d.Timeline(t.Context(), door.Caller, "sample-vault7", 0, 0)
	require.NoError(t, err)
	_, err = opening.Sample(t.Context(), door)
	require.NoError(t, err)
	after, err := d.Timeline(t.Context(), door.Caller, "sample-vault7", 0, 0)
	require.NoError(t, err)
	require.Len(t, after, len(before))
}

func TestTheSampleSendsNothingToAnybody(t *testing.T) {
	d, door := sampleDesk(t)
	_, err := opening.Sample(t.Context(), door)
	require.NoError(t, err)
	require.NoError(t, d.Pass(t.Context(), 30*24*time.Hour), "its answer-by instants pass")
	waiting, err := d.Outbox(t.Context(), door.Caller, false)
	require.NoError(t, err)
	require.Empty(t, waiting)
	calls, err := d.Outbox(t.Context(), door.Caller, true)
	require.NoError(t, err)
	for _, call := range calls {
		require.Equal(t, claim.RequestLetter, call.Kind, "nobody is reminded of a call")
	}
	parties, err := d.Parties(t.Context(), door.Caller)
	require.NoError(t, err)
	for _, p := range parties {
		require.Empty(t, p.Email, p.Key)
		_, err := requests.Ask(t.Context(), d.Door, door.Caller, "sample-vault7", requests.AskInput{
			Party: p.Key, Claims: []string{"mozilla"}, Questions: "Is it so?", AnswerBy: d.Clock.Now().Add(48 * time.Hour),
		})
		require.ErrorContains(t, err, "has no e-mail address", p.Key)
	}
}

func TestTheSampleNeedsSomebodyWhoCouldSign(t *testing.T) {
	d, err := apitest.Open(t.Context(), t.TempDir())
	require.NoError(t, err)
	t.Cleanup(func() { _ = d.Close() })
	mara, err := d.Authenticate(t.Context(), apitest.Admin)
	require.NoError(t, err)
	_, err = opening.Sample(t.Context(), opening.AtDesk{Desk: d.Door, Caller: mara})
	require.Equal(t, claim.CodePolicy, claim.CodeOf(err))
}
