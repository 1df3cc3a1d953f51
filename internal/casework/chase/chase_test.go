package chase_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/chase"
)

// monday is 09:00 in Riga.
var monday = time.Date(2026, time.November, 30, 7, 0, 0, 0, time.UTC)

func id(name string) uuid.UUID { return claim.DerivedID("test", name) }

func TestALaneHasWhatHappenedAndWhatIsToCome(t *testing.T) {
	hour := func(n int) time.Time { return monday.Add(time.Duration(n) * time.Hour) }
	one, two := id("one"), id("two")
	c := &letters.Correspondence{
		Party: id("party"),
		Requests: []letters.Request{
			{ID: one, SentAt: hour(0), AnswerBy: hour(48), Lifecycle: letters.Sent},
			{ID: two, SendAt: hour(5), AnswerBy: hour(24), Lifecycle: letters.Queued},
			{ID: id("gone"), SentAt: hour(0), AnswerBy: hour(2), Lifecycle: letters.RequestWithdrawn},
		},
		Messages: []letters.Message{
			{ID: id("a"), Kind: claim.RequestLetter, At: hour(0), Delivery: letters.DeliveryAccepted, Requests: []uuid.UUID{one}},
			{ID: id("b"), Kind: claim.ReminderLetter, Number: 1, At: hour(1), Delivery: letters.DeliveryHardBounce, Requests: []uuid.UUID{one}},
			{ID: id("c"), Kind: claim.ReminderLetter, At: hour(2), Delivery: letters.DeliveryStopped, Requests: []uuid.UUID{one}},
			{ID: id("d"), Kind: claim.Reply, At: hour(3), Class: received.MailAnswer},
			{ID: id("e"), Kind: claim.Reply, At: hour(4), Class: received.MailAnswer, ReadAt: hour(4)},
			{ID: id("f"), Kind: claim.Reply, At: hour(4), Class: received.MailAutomatic},
		},
		Responses: []letters.Response{{
			ID: id("r"), Request: one, Message: id("e"), ReceivedAt: hour(4),
			Stances: []letters.Answer{{Stance: claim.Confirms}, {Stance: claim.Denies}, {Stance: claim.Confirms}},
		}},
	}
	ahead := func(request uuid.UUID) []claim.Step {
		if request != one {
			return nil
		}
		return []claim.Step{{At: hour(20)}, {At: hour(40), Final: true}}
	}
	lane := chase.Of(c, ahead, func(s claim.Step) string {
		if s.Final {
			return ""
		}
		return "half of the time has passed"
	})
	require.Equal(t, []chase.Mark{
		{hour(0), chase.Asked, "went out: a request", false},
		{hour(1), chase.CameBack, "came back: reminder 1", false},
		{hour(3), chase.Heard, "wrote, and nobody has read it", false},
		{hour(4), chase.Answered, "answered: confirms, denies", false},
		{hour(5), chase.Asked, "the request goes out", true},
		{hour(20), chase.Reminded, "a reminder is planned: half of the time has passed", true},
		{hour(24), chase.Deadline, "time to answer ends", true},
		{hour(40), chase.Notice, "the final notice is planned", true},
		{hour(48), chase.Deadline, "time to answer ends", true},
	}, lane.Marks)
	require.Equal(t, []any{two, hour(24)}, []any{lane.Extend, lane.Until}, "the one whose time runs out first")
	require.Equal(t, []chase.Span{{hour(0), hour(48)}, {hour(5), hour(24)}}, lane.Asking)
}

func TestOfficeHoursAreThoseOfTheParty(t *testing.T) {
	riga, err := time.LoadLocation("Europe/Riga")
	require.NoError(t, err)
	days := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	c := claim.Calendar{Party: claim.OfficeHours{Days: days, From: 9 * 60, To: 17*60 + 30}, Zone: riga, DeskZone: time.UTC}
	friday := monday.Add(-3 * 24 * time.Hour)
	require.Equal(t, []chase.Span{
		{friday.Add(time.Hour), friday.Add(8*time.Hour + 30*time.Minute)},
		{monday, monday.Add(2 * time.Hour)},
	}, chase.Office(c, friday.Add(time.Hour), monday.Add(2*time.Hour)))
	require.Empty(t, chase.Office(claim.Calendar{Zone: riga, DeskZone: time.UTC}, friday, monday), "round the clock")
	require.Empty(t, chase.Office(c, monday, monday.Add(100*24*time.Hour)), "too long to see anything")
	c.Party.Holidays = []string{"2026-11-30"}
	require.Empty(t, chase.Office(c, monday, monday.Add(10*time.Hour)))
}

// TestOfficeHoursComeToAnEnd on days that a clock change makes shorter or longer, too.
func TestOfficeHoursComeToAnEnd(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	for _, hours := range []claim.OfficeHours{{From: 2*60 + 15, To: 2*60 + 45}, {From: 60, To: 180}, {From: 0, To: 24 * 60, Days: []time.Weekday{time.Sunday}}} {
		c := claim.Calendar{Party: hours, Zone: berlin, DeskZone: time.UTC}
		for _, day := range []time.Time{time.Date(2027, time.March, 27, 0, 0, 0, 0, time.UTC), time.Date(2026, time.October, 24, 0, 0, 0, 0, time.UTC)} {
			spans := chase.Office(c, day, day.Add(72*time.Hour))
			require.True(t, slices.IsSortedFunc(spans, func(a, b chase.Span) int { return a.From.Compare(b.From) }))
			for _, s := range spans {
				require.True(t, s.Until.After(s.From), "%v", s)
			}
		}
	}
}

// TestOfficeHoursLastUntilAMidnightThatIsSkipped and are not cut into minutes before it.
func TestOfficeHoursLastUntilAMidnightThatIsSkipped(t *testing.T) {
	santiago, err := time.LoadLocation("America/Santiago")
	require.NoError(t, err)
	c := claim.Calendar{Party: claim.OfficeHours{Days: []time.Weekday{time.Saturday}}, Zone: santiago, DeskZone: time.UTC}
	saturday := time.Date(2026, time.September, 5, 4, 0, 0, 0, time.UTC)
	require.Equal(t, []chase.Span{{saturday, saturday.Add(24 * time.Hour)}}, chase.Office(c, saturday, saturday.Add(48*time.Hour)))
}
