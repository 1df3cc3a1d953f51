package reading_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/line"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func lineOf(d *door, q report.LineQuery) line.Forms {
	d.T.Helper()
	r, err := d.Desk.Line(d.Ctx(), d.Mara, "vault7", q)
	require.NoError(d.T, err)
	return r.Forms
}

// TestALineAsOfAnyInstant: also of one before the case was opened.
func TestALineAsOfAnyInstant(t *testing.T) {
	d := newDoor(t)
	opened := d.Desk.Clock.Now()
	d.Claims("vault7", "a")
	d.Party("Google")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	added := d.Desk.Clock.Now()
	d.Ask("vault7", "google", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	asked := d.Desk.Clock.Now()
	d.Answer("google", "a", claim.Denies, claim.OnTheRecord)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)

	before := opened.Add(-24 * time.Hour)
	require.Contains(t, lineOf(d, report.LineQuery{AsOf: &before}).Long, "nothing was on record")
	require.Contains(t, lineOf(d, report.LineQuery{AsOf: &added}).Short, "nobody has been asked")
	then := lineOf(d, report.LineQuery{AsOf: &asked})
	require.Contains(t, then.Short, "Google has not confirmed")
	require.Contains(t, then.Long, "Google has not answered (asked by e-mail on ")
	now := lineOf(d, report.LineQuery{})
	require.Contains(t, now.Short, ", Google has confirmed.")
	require.Contains(t, now.Long, ", Google has confirmed, having denied it before.")
	future := d.Desk.Clock.Now().Add(time.Hour)
	_, err := d.Desk.Line(d.Ctx(), d.Mara, "vault7", report.LineQuery{AsOf: &future})
	caseworktest.Refused(t, claim.CodeInvalid, err)
}

// TestALineForTheDeskAlone tells of sources, and the one that is printed does not.
func TestALineForTheDeskAlone(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b")
	d.Party("Google", "Apple")
	d.Ask("vault7", "google", "a")
	d.Ask("vault7", "apple", "a", "b")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	r := d.Report("vault7")
	require.Nil(t, r.DeskLine, "there is nothing that is for the desk alone")
	d.Answer("google", "a", claim.Confirms, claim.OnBackground)

	r = d.Report("vault7")
	require.NotContains(t, r.StatusLine+r.LongLine, "Google")
	require.NotContains(t, r.StatusLine+r.LongLine, "source")
	require.Contains(t, r.DeskLine.Short, "a source on background has confirmed")
	require.NotContains(t, r.DeskLine.Short+r.DeskLine.Long, "Google")
	require.Equal(t, *r.DeskLine, lineOf(d, report.LineQuery{}))
	require.Equal(t, line.Forms{Short: r.StatusLine, Long: r.LongLine}, lineOf(d, report.LineQuery{Public: true}))

	one := lineOf(d, report.LineQuery{About: []string{"b"}})
	require.NotContains(t, one.Short, "About a")
	_, err := d.Desk.Line(d.Ctx(), d.Mara, "vault7", report.LineQuery{About: []string{"c"}})
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields, "about")
}

// TestALineOfARestrictedCase names nobody to readers who has not spoken on the record.
func TestALineOfARestrictedCase(t *testing.T) {
	d := newDoor(t)
	d.Open(writing.CaseInput{Slug: "source", Title: "A source", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	d.Claims("source", "a")
	d.Party("Google", "Apple")
	d.Ask("source", "google", "a")
	d.Ask("source", "apple", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	r := d.Report("source")
	require.Contains(t, r.StatusLine, "nobody has confirmed on the record")
	require.Contains(t, r.DeskLine.Short, "Apple and Google have not confirmed")
}

// TestALineIsInTheZoneOfTheDesk, and names it.
func TestALineIsInTheZoneOfTheDesk(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	settings, err := house.Settings(d.Ctx(), d.Desk.Door, d.Mara)
	require.NoError(t, err)
	settings.Zone, settings.Publication = "Asia/Tokyo", "The Example Post"
	_, err = house.ReviseSettings(d.Ctx(), d.Desk.Door, d.Mara, settings.DeskSettings, settings.Version)
	require.NoError(t, err)
	require.Regexp(t, `^As of \d\d:\d\d JST on `, d.Report("vault7").StatusLine)
}

// TestALineOfASeries: a case chooses a series by its short name, and all of its claims
// are one statement.
func TestALineOfASeries(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "other")
	d.Party("Google", "Apple")
	opened, err := writing.OpenSeries(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.SeriesInput{
		ClaimInput: writing.ClaimInput{Key: "contact", Statement: "WikiLeaks contacted {party}."}, Parties: []string{"google", "apple"},
	})
	require.NoError(t, err)
	require.Equal(t, 2, opened.Carried)
	d.Ask("vault7", "google", "contact-google")
	d.Ask("vault7", "apple", "contact-apple")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	r := d.Report("vault7")
	revise := writing.CaseRevision{Seen: r.Version, Title: r.Title, Policy: r.Policy, Plan: r.Plan, StatusLine: []string{"contacts"}}
	_, err = writing.ReviseCase(d.Ctx(), d.Desk.Door, d.Mara, "vault7", revise)
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields, "statusLine")
	revise.StatusLine = []string{"contact"}
	_, err = writing.ReviseCase(d.Ctx(), d.Desk.Door, d.Mara, "vault7", revise)
	require.NoError(t, err)

	r = d.Report("vault7")
	require.Regexp(t, `^As of [^,]*, Apple and Google have not confirmed\.$`, r.StatusLine)
	line, err := d.Desk.Line(d.Ctx(), d.Mara, "vault7", report.LineQuery{About: []string{"contact", "other"}})
	require.NoError(t, err)
	require.Len(t, line.Topics, 2)
	require.Len(t, line.Topics[1].Claims, 2)
}
