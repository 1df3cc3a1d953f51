package casework_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// done is how often each kind of thing was done in a month, of those that were.
func done(m desk.Month) map[string]int {
	out := map[string]int{}
	for _, one := range m.Done {
		if one.N > 0 {
			out[one.What] = one.N
		}
	}
	return out
}

func TestAMonthCountsWhatWasDoneAndWhatWaits(t *testing.T) {
	d := newDoor(t)
	began := d.Desk.Clock.Now()
	d.Claims("vault7", "a", "b")
	d.Party("Google")
	d.Ask("vault7", "google", "a")
	byPhone := d.Asking("google", "b")
	byPhone.Channel, byPhone.AskedAt = claim.ByPhone, casework.Pointer(d.Desk.Clock.Now())
	_, err := requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", byPhone)
	require.NoError(t, err)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	_, err = d.Desk.Receive(d.Ctx(), "vault7", "google", "Yes.")
	require.NoError(t, err)

	settings, err := d.Desk.DeskSettings(d.Ctx())
	require.NoError(t, err)
	zone := settings.Location()
	month := began.In(zone).Format("2006-01")
	got, err := d.Desk.Month(d.Ctx(), d.Mara, month)
	require.NoError(t, err)
	require.Equal(t, map[string]int{"claims written": 2, "letters sent": 1, "messages received": 1}, done(got))
	days := got.Done[0].Days
	require.Equal(t, 2, days[began.In(zone).Day()-1], days)
	require.Equal(t, []desk.MonthWaiting{{Person: "Mara", N: 1, Day: 1, Oldest: got.Waits[0].Oldest}}, got.Waits)

	require.NoError(t, d.Desk.Pass(d.Ctx(), 3*24*time.Hour))
	got, err = d.Desk.Month(d.Ctx(), d.Mara, month)
	require.NoError(t, err)
	require.Equal(t, 1, got.Waits[0].Week)

	before, err := time.ParseInLocation("2006-01", month, zone)
	require.NoError(t, err)
	got, err = d.Desk.Month(d.Ctx(), d.Mara, before.AddDate(0, -1, 0).Format("2006-01"))
	require.NoError(t, err)
	require.Empty(t, done(got))
	for _, wrong := range []string{"November", "2026-13", "0001-01", d.Desk.Clock.Now().AddDate(0, 2, 0).Format("2006-01")} {
		_, err = d.Desk.Month(d.Ctx(), d.Mara, wrong)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), wrong)
	}
}

func TestAMonthCountsNothingOfARestrictedCase(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Who("jonas")
	r := d.Report("vault7")
	_, err := writing.ChangeAccess(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.AccessInput{Sensitivity: claim.Restricted, Seen: r.Version, Access: []string{"jonas"}})
	require.NoError(t, err)
	ivo := d.Person("ivo", claim.Reporter)
	got, err := d.Desk.Month(d.Ctx(), ivo, "")
	require.NoError(t, err)
	require.Empty(t, done(got))
	require.Empty(t, got.Waits)
}
