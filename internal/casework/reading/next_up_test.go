package reading_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// next is what the page of vault7 says that somebody is to do, or waits for.
func (d *door) next(who casework.Caller) []desk.NextUp {
	d.T.Helper()
	view, err := d.Desk.CaseView(d.Ctx(), who, "vault7", reading.CaseQuery{})
	require.NoError(d.T, err)
	return view.Next
}

// TestWhatIsNextInACase says whose turn it is, and leads only those to it who may do it.
func TestWhatIsNextInACase(t *testing.T) {
	d := newDoor(t)
	require.Empty(t, d.next(d.Mara))
	d.Claims("vault7", "a")
	d.Party("Google")
	jonas := d.Who("jonas")

	mine, his := d.next(d.Mara), d.next(jonas)
	require.Len(t, mine, 1)
	require.True(t, mine[0].You && mine[0].Items[0].Can)
	require.Equal(t, claim.TurnAsk, mine[0].Items[0].Kind)
	require.Len(t, his, 1)
	require.Equal(t, "Mara", his[0].Who)
	require.False(t, his[0].You || his[0].Anyone || his[0].Items[0].Can)

	d.Ask("vault7", "google", "a")
	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)
	_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Corroborated, Rationale: "They say so.", ForReaders: "They say so.", AsOf: casework.Pointer(d.Desk.Clock.Now())})
	require.NoError(t, err)
	mine, his = d.next(d.Mara), d.next(jonas)
	require.Len(t, mine, 1)
	require.True(t, mine[0].Anyone, "a review waits for whoever may sign, and its author may not")
	require.False(t, mine[0].Items[0].Can)
	require.True(t, his[0].You && his[0].Items[0].Can, "%+v", his)

	past := d.Desk.Clock.Now()
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	view, err := d.Desk.CaseView(d.Ctx(), d.Mara, "vault7", reading.CaseQuery{AsOf: &past})
	require.NoError(t, err)
	require.Empty(t, view.Next, "nothing is to be done in the past")
}
