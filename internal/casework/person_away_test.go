package casework_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/staff"
)

// TestWhatFallsToAnAbsentPersonFallsToTheDeputyUntilTheInstant: she signs as herself, and
// never her own work.
func TestWhatFallsToAnAbsentPersonFallsToTheDeputyUntilTheInstant(t *testing.T) {
	d := inReview(t)
	ada := d.Person("ada", claim.Reviewer)
	review := claim.Turn{Kind: claim.TurnReview, Subject: d.claim("a").ID}.Item()
	_, err := staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "jonas", review)
	require.NoError(t, err)
	waits := func(who casework.Caller) []desk.TurnItem {
		page, err := d.Desk.Turn(d.Ctx(), who, desk.TurnFilter{})
		require.NoError(t, err)
		return slices.DeleteFunc(page.Items, func(i desk.TurnItem) bool { return i.Item != review })
	}
	require.Empty(t, waits(ada), "it is given to jonas")

	jonas, week := d.Who("jonas"), 7*24*time.Hour
	in := staff.AwayInput{To: d.Desk.Clock.Now().Add(week), Deputy: "ada"}
	_, err = staff.GoAway(d.Ctx(), d.Desk.Door, ada, "jonas", in)
	caseworktest.Refused(t, claim.CodeForbidden, err)
	_, err = staff.GoAway(d.Ctx(), d.Desk.Door, jonas, "jonas", in)
	require.NoError(t, err)
	got := waits(ada)
	require.Len(t, got, 1)
	require.Equal(t, "jonas", got[0].For)
	require.Len(t, waits(jonas), 1, "nothing is taken from who is away")

	require.NoError(t, signs(d.Case, ada))
	signed := d.claim("a").SignOffs
	require.Len(t, signed, 1)
	require.Equal(t, "ada", signed[0].By)
}
