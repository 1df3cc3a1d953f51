package agenda_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/agenda"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

const deskURL = "https://desk.example.org"

func room(d *caseworktest.Case) *agenda.Room {
	return agenda.New(d.Desk.Door, d.Desk.Room, d.Desk.Record, d.Desk.Clock)
}

// read has a reader that is not ours read a feed.
func read(t *testing.T, f agenda.Feed) (*ical.Calendar, []ical.Event) {
	t.Helper()
	raw := f.ICS(deskURL)
	for _, line := range bytes.SplitAfter(raw, []byte("\r\n")) {
		require.LessOrEqual(t, len(bytes.TrimSuffix(line, []byte("\r\n"))), 75)
		require.NotContains(t, string(bytes.TrimSuffix(line, []byte("\r\n"))), "\n")
	}
	cal, err := ical.NewDecoder(bytes.NewReader(raw)).Decode()
	require.NoError(t, err)
	return cal, cal.Events()
}

// at are when what is called so stands, by the UIDs.
func at(t *testing.T, f agenda.Feed, title string) map[string]time.Time {
	t.Helper()
	_, events := read(t, f)
	found := map[string]time.Time{}
	for _, e := range events {
		says, err := e.Props.Text(ical.PropSummary)
		require.NoError(t, err)
		if says != title {
			continue
		}
		uid, err := e.Props.Text(ical.PropUID)
		require.NoError(t, err)
		require.NotContains(t, found, uid)
		found[uid], err = e.Props.DateTime(ical.PropDateTimeStart, nil)
		require.NoError(t, err)
	}
	return found
}

func desk(t *testing.T, d *caseworktest.Case, who casework.Caller) agenda.Feed {
	t.Helper()
	f, err := room(d).Desk(d.Ctx(), who)
	require.NoError(t, err)
	return f
}

func mine(t *testing.T, d *caseworktest.Case, who casework.Caller) agenda.Feed {
	t.Helper()
	f, err := room(d).Mine(d.Ctx(), who)
	require.NoError(t, err)
	return f
}

func TestAnEventMovesWithItsDeadlineKeepsItsNameAndGoesWithItsRequest(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "a")
		d.Party("Google")
		asked := d.Ask("vault7", "google", "a")
		require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
		until := d.Desk.Clock.Now().Add(caseworktest.Week).UTC().Truncate(time.Second)

		const answer, reminder, notice = "An answer is due in vault7", "A reminder goes out in vault7", "The final notice goes out in vault7"
		was := at(t, desk(t, d, d.Mara), answer)
		require.Len(t, was, 1)
		reminders := at(t, desk(t, d, d.Mara), reminder)
		require.NotEmpty(t, reminders)
		require.Len(t, at(t, desk(t, d, d.Mara), notice), 1)
		require.Equal(t, was, at(t, mine(t, d, d.Mara), answer), "mara owns the case")
		require.Empty(t, at(t, mine(t, d, d.Who("jonas")), answer), "and jonas has nothing to do with it")
		require.Equal(t, was, at(t, desk(t, d, d.Who("jonas")), answer))

		later := until.AddDate(0, 0, 7)
		_, err := requests.Extend(d.Ctx(), d.Desk.Door, d.Mara, asked.ID, requests.ExtendInput{AnswerBy: later, Reason: "They asked for it."})
		require.NoError(t, err)
		for uid := range was {
			require.Equal(t, map[string]time.Time{uid: later}, at(t, desk(t, d, d.Mara), answer))
		}
		for uid := range at(t, desk(t, d, d.Mara), reminder) {
			if first, kept := reminders[uid]; kept {
				require.True(t, at(t, desk(t, d, d.Mara), reminder)[uid].After(first))
			}
		}

		require.NoError(t, d.Desk.Pass(d.Ctx(), later.Sub(d.Desk.Clock.Now())-time.Hour)) // past the final notice
		_, err = d.Desk.Receive(d.Ctx(), "vault7", "google", "Wait!")
		require.NoError(t, err)
		require.Len(t, at(t, desk(t, d, d.Mara), answer), 1, "a message waits to be read, and stops the clock; the answer is due all the same")

		_, err = requests.Withdraw(d.Ctx(), d.Desk.Door, d.Mara, asked.ID, casework.ReasonInput{Reason: "No longer needed."})
		require.NoError(t, err)
		require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
		require.Empty(t, desk(t, d, d.Mara).Events)
	})
}

func TestAReviewAStoryAndAnEmbargoStandInTheFeeds(t *testing.T) {
	d := caseworktest.New(t)
	now := d.Desk.Clock.Now().UTC().Truncate(time.Second)
	run, free := now.AddDate(0, 0, 10), now.AddDate(0, 0, 9)
	d.Open(writing.CaseInput{Slug: "mill", Title: "The mill", PublishAt: &run, Embargo: &free})
	d.Open(writing.CaseInput{Slug: "far", Title: "Far away", PublishAt: casework.Pointer(now.AddDate(0, 0, agenda.Days+1))})
	require.Len(t, desk(t, d, d.Mara).Events, 2)
	f, err := room(d).Case(d.Ctx(), d.Mara, "mill")
	require.NoError(t, err)
	require.Equal(t, "Onrecord: mill", f.Name)
	require.Equal(t, []time.Time{free, run}, []time.Time{f.Events[0].At, f.Events[1].At})
	require.Equal(t, "An embargo ends in mill", f.Events[0].Title)

	d.Claims("vault7", "a")
	_, err = writing.OpenClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", casework.ReasonInput{})
	require.NoError(t, err)
	_, err = findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Unverified, Rationale: "why", ForReaders: "So."})
	require.NoError(t, err)
	require.Equal(t, at(t, desk(t, d, d.Mara), "A review is due in vault7"), at(t, mine(t, d, d.Who("jonas")), "A review is due in vault7"), "it is his turn")
	require.Len(t, at(t, mine(t, d, d.Who("jonas")), "A review is due in vault7"), 1)
}

func TestAFeedSaysNoWordOfAClaimNoPartyAndNoRestrictedCase(t *testing.T) {
	d := caseworktest.New(t)
	bo := d.Person("bo", claim.Reporter)
	auditor := d.Person("ann", claim.Auditor)
	d.Open(writing.CaseInput{Slug: "kestrel", Title: "The kestrel papers", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	d.Claims("kestrel", "heron")
	d.Party("Ministry")
	d.Ask("kestrel", "ministry", "heron")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	for _, f := range []agenda.Feed{desk(t, d, d.Mara), mine(t, d, d.Mara), desk(t, d, auditor)} {
		raw := strings.ReplaceAll(string(f.ICS(deskURL)), "\r\n ", "")
		require.Contains(t, raw, "SUMMARY:An answer is due\r\n")
		for _, word := range []string{"kestrel", "heron", "inistry", "About", "Is it so"} {
			require.NotContains(t, raw, word)
		}
	}
	f, err := room(d).Case(d.Ctx(), d.Mara, "kestrel")
	require.NoError(t, err)
	require.Equal(t, "Onrecord: a case", f.Name)
	require.NotEmpty(t, f.Events)
	require.Empty(t, desk(t, d, bo).Events, "bo may not see it")
	require.Empty(t, mine(t, d, bo).Events)
	_, err = room(d).Case(d.Ctx(), bo, "kestrel")
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
}

func TestWhatAFeedHoldsIsBoundedAndItSaysSo(t *testing.T) {
	f := agenda.Feed{Name: "Onrecord: the desk", Cut: true, At: time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)}
	for range agenda.MaxEvents {
		f.Events = append(f.Events, agenda.Event{UID: "x", At: f.At, Title: "An answer is due"})
	}
	cal, events := read(t, f)
	require.Len(t, events, agenda.MaxEvents)
	about, err := cal.Props.Text("DESCRIPTION")
	require.NoError(t, err)
	require.Contains(t, about, "these are the next 2000")
	require.Equal(t, "PT1H", cal.Props.Get("REFRESH-INTERVAL").Value)
	require.Equal(t, "DURATION", cal.Props.Get("REFRESH-INTERVAL").Params.Get("VALUE"))
}
