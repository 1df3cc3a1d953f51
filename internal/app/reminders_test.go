package app_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

var weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

func TestTheSilentAreRemindedOnThePlannedDaysWithinOfficeHours(t *testing.T) {
	d := open(t)
	newYork, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	hours := claim.OfficeHours{Days: weekdays, From: 9 * 60, To: 17 * 60}
	d.claim("contact")
	d.party("vendor", "America/New_York", hours)
	id := d.ask("vendor", d.day(9, 0), "contact")
	planned := d.request(id).Planned
	require.Len(t, planned, 3)
	d.until(d.day(10, 0))

	reminders := d.reminders(id)
	require.Len(t, reminders, 3)
	for i, l := range reminders {
		require.WithinDuration(t, planned[i].At, l.At, time.Minute, "on the planned day")
		require.True(t, hours.Open(l.At, newYork), "%s is outside office hours", l.At.In(newYork))
	}
	require.Equal(t, claim.FinalNoticeLetter, reminders[2].Kind)
	r := d.request(id)
	require.Equal(t, letters.NoReply, r.Lifecycle)
	require.Equal(t, claim.DeliveredNoAnswer, r.Silence)
	require.Equal(t, 2, r.Reminders)
	require.Equal(t, 1, r.Notices)
	d.staged("contact", claim.StageAssessing)
	for id, n := range d.smtp.Copies() {
		require.Equal(t, 1, n, id)
	}
}

func TestNoReminderGoesOutWhileAMessageWaits(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	message := d.reply("vendor", "We look into it.")
	d.until(d.day(9, 0))
	require.Empty(t, d.reminders(id))
	require.Equal(t, letters.Sent, d.request(id).Lifecycle, "it lapsed with a message unread")

	_, err := answers.ReadMessage(d.ctx, d.Desk, d.mara, message, answers.ReadInput{Disposition: letters.ReadAcknowledgement})
	require.NoError(t, err)
	d.until(d.day(9, 1))
	require.Equal(t, claim.AcknowledgedNoAnswer, d.request(id).Silence)
	require.Empty(t, d.reminders(id))
}

func TestAReadMessageLetsTheRemindersRunAgain(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(10, 0), "contact")
	d.until(d.day(1, 0))
	message := d.reply("vendor", "Our office has moved.")
	d.until(d.day(6, 0)) // the first reminder would have gone on day 5
	_, err := answers.ReadMessage(d.ctx, d.Desk, d.mara, message, answers.ReadInput{Disposition: letters.ReadNoAnswer})
	require.NoError(t, err)
	d.until(d.day(11, 0))
	require.Len(t, d.reminders(id), 2)
}

func TestAHoldStopsTheClockOfTheRequestAndResumingLetsItRun(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(10, 0), "contact")
	d.until(d.day(1, 0))
	_, err := writing.Hold(d.ctx, d.Desk, d.mara, "story/contact", casework.ReasonInput{Reason: "the lawyers are looking"})
	require.NoError(t, err)
	d.eventually("the correspondence hears of it", func() bool { return d.request(id).NoReminder != "" })
	d.until(d.day(8, 0))
	require.Empty(t, d.reminders(id))

	_, err = writing.Resume(d.ctx, d.Desk, d.mara, "story/contact", casework.ReasonInput{})
	require.NoError(t, err)
	d.eventually("the clock runs again", func() bool { return d.request(id).NoReminder == "" })
	d.until(d.day(11, 0))
	require.NotEmpty(t, d.reminders(id))
	require.Equal(t, letters.NoReply, d.request(id).Lifecycle)
	d.staged("contact", claim.StageAssessing)
}

func (d *desk) nextDue() time.Time {
	d.t.Helper()
	due, err := d.Record.NextDue(d.ctx)
	require.NoError(d.t, err)
	return due
}

func TestAClockOutlivesTheEngine(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	id := d.ask("vendor", d.day(8, 0), "contact")
	planned := d.request(id).Planned
	d.until(d.day(5, 0))
	require.Len(t, d.reminders(id), 1)
	d.restart()
	d.until(d.day(9, 0))
	reminders := d.reminders(id)
	require.Len(t, reminders, 3)
	for i, l := range reminders {
		require.WithinDuration(t, planned[i].At, l.At, time.Minute)
	}
	require.Equal(t, letters.NoReply, d.request(id).Lifecycle)
	for id, n := range d.smtp.Copies() {
		require.Equal(t, 1, n, id)
	}
}
