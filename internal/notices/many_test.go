package notices_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // the driver by which the test writes what waits

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/notices"
)

// 10,000 things come to wait within an hour for 50 people, and what carries notices is down for 24
// minutes of it: by mail, webhook and web push alike each gets at most as many notices as she chose,
// and every thing is told to her once.
func TestTenThousandTurnsFloodNobody(t *testing.T) {
	const crowd, turns, minutes = 50, 10_000, 60
	dir := t.TempDir()
	dsn := filepath.Join(dir, "record.db")
	desk, err := apitest.OpenOn(t.Context(), dir, dsn)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, desk.Close()) })
	d := on(&caseworktest.Case{T: t, Desk: desk})
	d.Mara = d.Who(apitest.Admin)
	d.Person("signs", claim.Reviewer)

	begin := claim.Instant(desk.Clock.Now().UTC().Add(time.Hour))
	now := begin
	d.room.Now = func() time.Time { return now }
	channels := map[people.NoticeChannel]*carrier{people.NoticeByMail: d.mail, people.NoticeByWebhook: {}, people.NoticeByPush: {}}
	for channel, c := range channels {
		d.room.Carriers[channel] = c
	}
	breaks := map[int]notices.Outcome{20: {Failing: "it is down", Down: true}, 44: {}}
	hours := []string{begin.Add(30 * time.Minute).Format("15:04"), begin.Add(90 * time.Minute).Format("15:04")}
	cases := make([]uuid.UUID, crowd)
	atOnce := map[string]bool{}
	for i := range crowd {
		handle := fmt.Sprintf("person-%d", i)
		who := d.Person(handle, claim.Editor)
		in := staff.NoticesInput{When: people.NoticeDigest, Hours: hours}
		if atOnce[handle] = i%5 == 0; atOnce[handle] {
			in.When = people.NoticeAtOnce
		}
		d.choose(who, in)
		r, err := writing.OpenCase(t.Context(), desk.Door, who, writing.CaseInput{Slug: fmt.Sprintf("case-%d", i), Title: "Canary"})
		require.NoError(t, err)
		cases[i] = r.ID
	}

	db, err := sql.Open("sqlite", dsn+"?_pragma=busy_timeout(10000)")
	require.NoError(t, err)
	t.Cleanup(func() { _ = db.Close() })
	come := func(from, to int) {
		tx, err := db.Begin()
		require.NoError(t, err)
		for i := from; i < to; i++ {
			id := uuid.NewString()
			_, err := tx.Exec(`insert into turn (item, kind, stream, case_id, subject, party, person, excluded, since, due, why) values (?, 'ask', ?, ?, ?, '', '', '', ?, 0, '')`,
				"ask."+id, "claim/"+id, cases[i%crowd].String(), id, now.UnixMicro())
			require.NoError(t, err)
		}
		require.NoError(t, tx.Commit())
	}
	for minute := range 2 * minutes {
		now = begin.Add(time.Duration(minute) * time.Minute)
		if o, ok := breaks[minute]; ok {
			channels[people.NoticeByMail].outcome = o
			o.Down = false // which each of the others is for one person
			channels[people.NoticeByWebhook].outcome, channels[people.NoticeByPush].outcome = o, o
		}
		if minute < minutes {
			come(minute*turns/minutes, (minute+1)*turns/minutes)
		}
		if minute%10 == 0 || minute < minutes && minute%2 == 0 {
			require.NoError(t, d.room.Tell(t.Context()))
		}
	}

	for channel, c := range channels {
		got, told := map[string]int{}, map[string]int{}
		for _, s := range c.sent {
			var n int
			_, err := fmt.Sscanf(s.Subject, "Nobody was asked about %d claims", &n)
			require.NoError(t, err, s.Subject)
			got[s.to]++
			told[s.to] += n
		}
		require.Len(t, got, crowd)
		for handle, n := range got {
			require.Equal(t, turns/crowd, told[handle], "all that waits for %s, once, by %s", handle, channel)
			if atOnce[handle] {
				require.LessOrEqual(t, n, minutes/5+1, "one in five minutes for %s by %s", handle, channel)
				continue
			}
			require.Equal(t, len(hours), n, "as many as %s chose, by %s", handle, channel)
		}
	}
}
