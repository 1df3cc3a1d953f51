package reading_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

func TestTheMatrixOfACase(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b")
	d.Party("Google", "Apple")
	first := d.Ask("vault7", "google", "a", "b")
	d.Ask("vault7", "apple", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), 5*24*time.Hour))
	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)
	d.Answer("google", "a", claim.Denies, claim.OnTheRecord)
	require.NoError(t, d.Desk.Pass(d.Ctx(), caseworktest.Week))

	m := d.Page(reading.CaseQuery{}).Matrix
	require.Equal(t, []reading.MatrixParty{{Key: "apple", Name: "Apple"}, {Key: "google", Name: "Google"}}, sortedParties(m))
	cell := func(about int, party string) *reading.Cell {
		for i, p := range m.Parties {
			if p.Key == party {
				return m.Rows[about].Cells[i]
			}
		}
		return nil
	}
	require.Nil(t, cell(1, "apple"), "was not asked about b")
	google := cell(0, "google")
	require.Equal(t, first.ID, google.Request)
	require.Equal(t, claim.Denies, google.Stance)
	require.True(t, google.Changed)
	require.NotNil(t, google.AskedAt)
	require.NotNil(t, google.AnsweredAt)
	require.Empty(t, google.Silence)
	require.Equal(t, claim.DeliveredNoAnswer, cell(1, "google").Silence)
	require.Equal(t, claim.DeliveredNoAnswer, cell(0, "apple").Silence)
	require.Positive(t, cell(0, "apple").Reminders)
	require.Nil(t, cell(0, "apple").Planned)
}

func sortedParties(m reading.Matrix) []reading.MatrixParty {
	if len(m.Parties) == 2 && m.Parties[0].Key == "google" {
		return []reading.MatrixParty{m.Parties[1], m.Parties[0]}
	}
	return m.Parties
}

func TestACaseAsItStood(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	d.Ask("vault7", "google", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	before := d.Desk.Clock.Now()
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)
	d.Claims("vault7", "b")

	now := d.Page(reading.CaseQuery{})
	require.True(t, now.Now)
	require.Len(t, now.Claims, 2)
	require.Contains(t, now.StatusLine, "Google has confirmed")
	require.Nil(t, now.Time.Later)

	then := d.Page(reading.CaseQuery{AsOf: &before})
	require.False(t, then.Now)
	require.Len(t, then.Claims, 1)
	require.Contains(t, then.StatusLine, "Google has not confirmed.")
	require.Empty(t, then.Matrix.Rows[0].Cells[0].Stance)
	for _, item := range then.Timeline {
		require.False(t, item.At.After(before), item.Text)
	}
	require.NotNil(t, then.Time.Earlier)
	require.True(t, then.Time.Later.After(before))
	require.Equal(t, now.Time.Entries, then.Time.Entries, "the slider has all of them")

	later := then
	for later.Time.Later != nil { // entry by entry
		later = d.Page(reading.CaseQuery{AsOf: later.Time.Later})
	}
	require.Contains(t, later.StatusLine, "Google has confirmed")
	require.Len(t, later.Claims, 2)
	future := d.Desk.Clock.Now().Add(time.Hour)
	_, err := d.Desk.CaseView(d.Ctx(), d.Mara, "vault7", reading.CaseQuery{AsOf: &future})
	caseworktest.Refused(t, claim.CodeInvalid, err)
}

func TestTheTimelineHasPages(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b", "c", "d", "e")
	var texts []string
	q := reading.CaseQuery{Limit: 2}
	for {
		p := d.Page(q)
		for _, item := range p.Timeline {
			texts = append(texts, item.Text)
		}
		if q.Before = p.Older; p.Older == 0 {
			break
		}
	}
	require.Equal(t, []string{
		`wrote the claim "e"`, `wrote the claim "d"`, `wrote the claim "c"`, `wrote the claim "b"`, `wrote the claim "a"`, "opened the case",
	}, texts)
	_, items, older, err := d.Desk.TimelinePage(d.Ctx(), d.Mara, "vault7", "c", reading.CaseQuery{})
	require.NoError(t, err)
	require.Zero(t, older)
	require.Len(t, items, 1)
}

func TestASliderHasAtMostSoManyStops(t *testing.T) {
	d := newDoor(t)
	d.Party("Google")
	for i := range 12 {
		d.Claims("vault7", string(rune('a'+i)))
	}
	p := d.Page(reading.CaseQuery{})
	require.LessOrEqual(t, len(p.Time.Stops), reading.MaxStops)
	require.Equal(t, p.OpenedAt, p.Time.Stops[0].At)
}
