package reading_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// check is what the desk says of printing the line as of an instant, nil for now.
func (d *door) check(asOf *time.Time) reading.PrintCheck {
	d.T.Helper()
	p, err := d.Desk.PrintCheck(d.Ctx(), d.Mara, "vault7", asOf)
	require.NoError(d.T, err)
	return p
}

// freeze keeps the line, and returns its code.
func (d *door) freeze(in findings.LineInput) uuid.UUID {
	d.T.Helper()
	r, err := d.tryFreeze(in)
	require.NoError(d.T, err)
	return r.ID
}

func (d *door) tryFreeze(in findings.LineInput) (casework.Receipt, error) {
	d.T.Helper()
	of, err := d.Desk.LineToFreeze(d.Ctx(), d.Mara, "vault7", in.At)
	require.NoError(d.T, err)
	return findings.FreezeLine(d.Ctx(), d.Desk.Door, d.Mara, "vault7", of, in)
}

func says(p reading.PrintCheck) string { return strings.Join(p.Speaks(), "\n") }

// TestWhatSpeaksAgainstPrintingALine follows from the record, and goes when it is mended.
func TestWhatSpeaksAgainstPrintingALine(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b")
	d.Party("Google", "Apple")
	in := d.Asking("apple", "a")
	in.Kind = claim.RightOfReply
	_, err := requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
	require.NoError(t, err)
	d.Ask("vault7", "google", "a", "b")

	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	asked := says(d.check(nil))
	require.Contains(t, asked, "The right of reply of Apple runs until "+claim.Moment(in.AnswerBy, time.UTC)+".")
	require.Contains(t, asked, "Google has time to answer until ")
	require.Contains(t, asked, "a is not signed off (gathering).")

	_, err = d.Desk.Receive(d.Ctx(), "vault7", "google", "We looked into it.")
	require.NoError(t, err)
	require.Contains(t, says(d.check(nil)), "A message of Google is unread since ")
	inbox, err := d.Desk.Inbox(d.Ctx(), d.Mara)
	require.NoError(t, err)
	require.Equal(t, "/messages/"+inbox[0].Message.String(), d.check(nil).Against[0].Path)

	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)
	d.Answer("google", "b", claim.Denies, claim.OnTheRecord)
	answered := says(d.check(nil))
	require.Contains(t, answered, "Google confirms a but denies b.")
	require.NotContains(t, answered, "Google has time to answer")

	d.Answer("google", "b", claim.Confirms, claim.OnTheRecord)
	require.NotContains(t, says(d.check(nil)), "but denies")
}

// TestALineOfThePastIsCheckedThenAndNow: what has changed since speaks against printing it.
func TestALineOfThePastIsCheckedThenAndNow(t *testing.T) {
	d := askedDoor(t)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	then := d.Desk.Clock.Now()
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.Denies, claim.OnTheRecord)

	p := d.check(&then)
	require.Contains(t, p.Short, "Google has not confirmed")
	require.Contains(t, p.Changed.Short, "Google denies it")
	require.Equal(t, []bool{true, false}, []bool{p.Against[0].Then, p.Against[0].Now}, "%+v", p.Against)
	require.Nil(t, d.check(nil).Changed)

	before := d.check(nil).AsOf.Add(-24 * time.Hour)
	_, err := d.Desk.PrintCheck(d.Ctx(), d.Mara, "vault7", &before)
	caseworktest.Refused(t, claim.CodeInvalid, err)
}

// TestAFrozenLineCanBeCheckedLater, whatever happened since; without its code nobody finds it.
func TestAFrozenLineCanBeCheckedLater(t *testing.T) {
	d := askedDoor(t)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	seen := d.check(nil)
	_, err := d.tryFreeze(findings.LineInput{At: &seen.AsOf, Seen: seen.Seen})
	require.NotEmpty(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields["reason"])

	code := d.freeze(findings.LineInput{At: &seen.AsOf, Seen: seen.Seen, Reason: "They were told."})
	found, err := d.Desk.CheckLine(d.Ctx(), code)
	require.NoError(t, err)
	require.Equal(t, seen.Forms, found.Forms)
	require.True(t, found.Stands)
	require.Len(t, found.Hash, 64)
	require.Positive(t, found.Position)

	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	d.Answer("google", "a", claim.Denies, claim.OnTheRecord)
	later, err := d.Desk.CheckLine(d.Ctx(), code)
	require.NoError(t, err)
	require.Equal(t, found, later, "what came later does not change what stood then")

	frozen := d.check(nil).Frozen
	require.Len(t, frozen, 1)
	require.Equal(t, []string{"They were told.", seen.Short}, []string{frozen[0].Reason, frozen[0].Short})
	require.Equal(t, seen.Speaks(), frozen[0].Against)

	_, err = d.Desk.CheckLine(d.Ctx(), uuid.New())
	caseworktest.Refused(t, claim.CodeNotFound, err)
}

// TestALineIsNotFrozenThatReadsOtherwiseByNow than what the editor had before her.
func TestALineIsNotFrozenThatReadsOtherwiseByNow(t *testing.T) {
	d := askedDoor(t)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	seen := d.check(nil)
	_, err := d.Desk.Receive(d.Ctx(), "vault7", "google", "Wait!")
	require.NoError(t, err)
	_, err = d.tryFreeze(findings.LineInput{At: &seen.AsOf, Seen: seen.Seen, Reason: "Now."})
	caseworktest.Refused(t, claim.CodeConflict, err)
}

// TestAFrozenLineIsTakenBack: whoever has its code is told so, and reads it no more; the desk
// keeps who took it back, and why.
func TestAFrozenLineIsTakenBack(t *testing.T) {
	d := askedDoor(t)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	code := d.freeze(findings.LineInput{Reason: "Now."})
	_, err := findings.WithdrawLine(d.Ctx(), d.Desk.Door, d.Mara, "vault7", code, casework.ReasonInput{})
	require.NotEmpty(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields["reason"])
	_, err = findings.WithdrawLine(d.Ctx(), d.Desk.Door, d.Mara, "vault7", uuid.New(), casework.ReasonInput{Reason: "It named the wrong firm."})
	caseworktest.Refused(t, claim.CodeNotFound, err)

	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	before, err := d.Desk.PublicMark(d.Ctx())
	require.NoError(t, err)
	_, err = findings.WithdrawLine(d.Ctx(), d.Desk.Door, d.Mara, "vault7", code, casework.ReasonInput{Reason: "It named the wrong firm."})
	require.NoError(t, err)
	after, err := d.Desk.PublicMark(d.Ctx())
	require.NoError(t, err)
	require.NotEqual(t, before, after, "a page that was made before says something else")
	found, err := d.Desk.CheckLine(d.Ctx(), code)
	require.NoError(t, err)
	require.Empty(t, found.Forms)
	withdrawn := d.check(nil).Frozen[0].Withdrawn
	require.NotNil(t, withdrawn)
	require.True(t, found.Withdrawn.Equal(withdrawn.At), found.Withdrawn)
	require.Equal(t, "It named the wrong firm.", withdrawn.Reason)
}

// TestAFrozenLineIsMadeAgainWhenAPartyIsCalledOtherwise, and once until then.
func TestAFrozenLineIsMadeAgainWhenAPartyIsCalledOtherwise(t *testing.T) {
	d := askedDoor(t)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	code := d.freeze(findings.LineInput{Reason: "Now."})
	for range 2 {
		found, err := d.Desk.CheckLine(d.Ctx(), code)
		require.NoError(t, err)
		require.True(t, found.Stands)
	}
	_, err := d.Desk.ReviseParty(d.Ctx(), d.Mara, "google", casework.RevisePartyInput{Name: "Alphabet", Zone: "UTC"})
	require.NoError(t, err)
	found, err := d.Desk.CheckLine(d.Ctx(), code)
	require.NoError(t, err)
	require.False(t, found.Stands)
	require.Contains(t, found.Short, "Google", "it says what it said when it was frozen")
}

// TestErasureReachesAFrozenLine: its own words, and what they were made of.
func TestErasureReachesAFrozenLine(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, c *caseworktest.Case) {
		d := &door{c}
		d.Claims("vault7", "a")
		d.Party("Google")
		d.Ask("vault7", "google", "a")
		require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
		code := d.freeze(findings.LineInput{Reason: "Now."})
		about, err := d.Desk.TheClaim(d.Ctx(), d.Mara, "vault7/a")
		require.NoError(t, err)
		require.NoError(t, d.Desk.Record.Erase(d.Ctx(), about.Text, d.Desk.Clock.Now()))

		found, err := d.Desk.CheckLine(d.Ctx(), code)
		require.NoError(t, err)
		require.True(t, found.Erased)
		require.Empty(t, found.Forms)
		require.False(t, found.Stands)
		require.Equal(t, casework.Erased, d.check(nil).Frozen[0].Short)
		require.NotContains(t, d.check(nil).Frozen[0].Reason, "Now", "it may name whoever was erased")
		report, err := d.Desk.VerifyRecord(d.Ctx(), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
	})
}

// TestAFrozenLineIsWithheldWhenWhatItTellsIsWithdrawn: a party is not named on for what it has not said.
func TestAFrozenLineIsWithheldWhenWhatItTellsIsWithdrawn(t *testing.T) {
	d := askedDoor(t)
	when := claim.At(d.Desk.Clock.Now())
	said, err := writing.RecordStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.StatementInput{
		Party: "google", Stance: claim.Confirms, Statement: "It is so.", SaidAt: &when,
	})
	require.NoError(t, err)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	code := d.freeze(findings.LineInput{Reason: "Now."})
	before, err := d.Desk.CheckLine(d.Ctx(), code)
	require.NoError(t, err)
	require.Contains(t, before.Short, "Google has confirmed")
	require.True(t, before.Stands)

	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	_, err = writing.WithdrawStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", said.ID, casework.ReasonInput{Reason: "It was another firm."})
	require.NoError(t, err)
	after, err := d.Desk.CheckLine(d.Ctx(), code)
	require.NoError(t, err)
	require.True(t, after.Withheld)
	require.False(t, after.Stands)
	require.Empty(t, after.Forms)
	require.Len(t, after.Changes, 1)
}

// TestAFrozenLineStandsWhenTheDeskMoves to another time zone.
func TestAFrozenLineStandsWhenTheDeskMoves(t *testing.T) {
	d := askedDoor(t)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	code := d.freeze(findings.LineInput{Reason: "Now."})
	settings, err := house.Settings(d.Ctx(), d.Desk.Door, d.Mara)
	require.NoError(t, err)
	settings.Zone, settings.Publication = "Asia/Tokyo", "The Example Post"
	_, err = house.ReviseSettings(d.Ctx(), d.Desk.Door, d.Mara, settings.DeskSettings, settings.Version)
	require.NoError(t, err)
	found, err := d.Desk.CheckLine(d.Ctx(), code)
	require.NoError(t, err)
	require.True(t, found.Stands, "the line has the times of its zone")
}

// TestAFrozenLineOfARestrictedCaseSaysNothingElse of the case.
func TestAFrozenLineOfARestrictedCaseSaysNothingElse(t *testing.T) {
	d := askedDoor(t)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	code := d.freeze(findings.LineInput{Reason: "Now."})
	d.Person("rita", claim.Reviewer)
	_, err := writing.ChangeAccess(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.AccessInput{
		Seen: d.Report("vault7").Version, Sensitivity: claim.Restricted, Access: []string{"jonas", "rita"},
	})
	require.NoError(t, err)
	found, err := d.Desk.CheckLine(d.Ctx(), code)
	require.NoError(t, err)
	require.True(t, found.Stands, "who may see the case now changes nothing of what stood then")
	require.Equal(t, []any{"", []outside.FrozenChange(nil)}, []any{found.Slug, found.Changes})
}
