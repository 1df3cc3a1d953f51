package rehearse_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// of are the entries of a kind that concern a party.
func of(c rehearsal.Calendar, party string, kinds ...rehearsal.Kind) []rehearsal.Entry {
	return slices.DeleteFunc(slices.Clone(c.Entries), func(e rehearsal.Entry) bool { return e.Party != party || !slices.Contains(kinds, e.Kind) })
}

func TestWhatIsAssumedOfAPartyHappensInTheRehearsalAlone(t *testing.T) {
	d := open(t)
	d.openCase("story", d.day(20, 0), "contact")
	for _, party := range []string{"answers", "bounces", "writes", "promises", "silent", "acknowledges"} {
		d.party(party, "UTC", claim.OfficeHours{})
		d.ask("story", party, d.day(8, 0), "contact")
	}
	require.NoError(t, d.Rehearse(d.ctx, d.day(0, 1), nil))
	before, _, err := d.Record.Head(d.ctx)
	require.NoError(t, err)
	result := d.rehearse("story", rehearsal.Input{Days: 10, If: []string{
		"answers=answers:confirms@2d", "bounces=bounces", "writes=writes@1d", "promises=promises:6d@12h", "silent=is-silent", "acknowledges=acknowledges@1d",
	}})
	c := result.Calendar
	require.Len(t, result.Assumed, 6)
	require.WithinDuration(t, d.day(10, 1), c.Until, time.Minute, "so many days, and no more")
	for _, e := range of(c, "answers", rehearsal.Letter) {
		require.True(t, e.At.Before(d.day(2, 1)), "nobody is reminded who has answered")
	}
	require.Len(t, of(c, "answers", rehearsal.Answered), 1)
	require.Empty(t, of(c, "answers", rehearsal.Lapsed))
	require.NotEmpty(t, of(c, "bounces", rehearsal.CameBack))
	require.Contains(t, of(c, "bounces", rehearsal.HeldBack)[0].Why, "bounced")
	require.Empty(t, of(c, "writes", rehearsal.Letter), "nobody is reminded whose message waits")
	require.Contains(t, of(c, "writes", rehearsal.HeldBack)[0].Why, "waits for somebody to look at it")
	require.NotEmpty(t, of(c, "writes", rehearsal.Turn))
	for _, e := range of(c, "promises", rehearsal.Letter) {
		require.False(t, e.At.Before(d.day(6, 12)), "nobody is reminded before it said that it will answer")
	}
	require.Equal(t, "the time to answer is over: acknowledged, no answer", of(c, "acknowledges", rehearsal.Lapsed)[0].Says)
	require.Equal(t, "the time to answer is over: delivered, no answer", of(c, "silent", rehearsal.Lapsed)[0].Says)
	after, _, err := d.Record.Head(d.ctx)
	require.NoError(t, err)
	require.Equal(t, before, after)
}

func TestWhatAChangeWouldDoIsToldWithoutMakingIt(t *testing.T) {
	d := open(t)
	d.openCase("story", d.day(20, 0), "contact")
	d.party("mill", "Europe/Riga", office(9, 17))
	d.party("board", "UTC", claim.OfficeHours{})
	d.ask("story", "mill", d.day(8, 3), "contact")
	d.ask("story", "board", d.day(8, 0), "contact")
	require.NoError(t, d.Rehearse(d.ctx, d.day(0, 1), nil))
	mill := of(d.rehearse("story", rehearsal.Input{}).Calendar, "mill", rehearsal.Letter)
	require.NotEmpty(t, mill)
	riga, err := time.LoadLocation("Europe/Riga")
	require.NoError(t, err)
	day := mill[0].At.In(riga).Format(time.DateOnly)
	holiday := d.rehearse("story", rehearsal.Input{Holiday: []string{day + "@Europe/Riga"}})
	require.Equal(t, []string{day + " is a holiday of the parties in Europe/Riga"}, holiday.Changed)
	require.NotEmpty(t, holiday.Difference)
	for _, e := range holiday.Difference {
		require.Equal(t, "mill", e.Party, e.Says)
	}
	for _, e := range of(*holiday.With, "mill", rehearsal.Letter) {
		require.NotEqual(t, day, e.At.In(riga).Format(time.DateOnly), "no letter on the holiday")
	}

	more := d.rehearse("story", rehearsal.Input{Extend: "board=2d"})
	deadlines := of(*more.With, "board", rehearsal.Deadline)
	require.Equal(t, d.day(10, 0), deadlines[0].At)
	require.Equal(t, d.day(8, 0), of(more.Calendar, "board", rehearsal.Deadline)[0].At)
	require.True(t, slices.ContainsFunc(more.Difference, func(e rehearsal.Effect) bool {
		return e.What == rehearsal.Moved && e.Kind == rehearsal.Deadline && e.Party == "board" && e.Is.Sub(e.Was) == 48*time.Hour
	}))

	until := d.day(9, 0)
	all := d.rehearse("story", rehearsal.Input{Extend: until.Format(time.RFC3339)})
	for _, party := range []string{"mill", "board"} {
		require.Equal(t, until, of(*all.With, party, rehearsal.Deadline)[0].At, party)
	}
	none := d.rehearse("story", rehearsal.Input{Extend: d.day(2, 0).Format(time.RFC3339)})
	require.Empty(t, none.Difference, "nobody loses time")

	s := d.finished(d.Rehearsals.Start(d.ctx, d.mara, "story", rehearsal.Input{If: []string{"nobody=writes@1d"}}))
	require.Equal(t, claim.CodeNotFound, s.Refused.Code)
	_, err = d.Rehearsals.Start(d.ctx, d.mara, "story", rehearsal.Input{Extend: "all"})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
}

// What another plan would do is what moving to it then does.
func TestWhatAnotherPlanWouldDoIsWhatMovingToItDoes(t *testing.T) {
	d := open(t)
	d.openCase("story", d.day(20, 0), "contact")
	d.party("mill", "Europe/Riga", office(9, 17))
	d.party("board", "UTC", claim.OfficeHours{})
	d.ask("story", "mill", d.day(8, 3), "contact")
	d.ask("story", "board", d.day(12, 0), "contact")
	require.NoError(t, d.Rehearse(d.ctx, d.day(0, 1), nil))
	other := d.rehearse("story", rehearsal.Input{Plan: "records-request"})
	require.Equal(t, []string{"every open request comes under the plan records-request"}, other.Changed)
	require.NotEqual(t, len(other.Calendar.Letters()), len(other.With.Letters()))
	for _, e := range other.Difference {
		require.Contains(t, []string{rehearsal.Moved, rehearsal.New, rehearsal.Gone}, e.What)
	}
	require.True(t, slices.ContainsFunc(other.With.Entries, func(e rehearsal.Entry) bool { return e.Kind == rehearsal.Letter && e.Change != "" }))

	s := d.finished(d.Rehearsals.Start(d.ctx, d.mara, "story", rehearsal.Input{Plan: "nobody-set-it"}))
	require.Equal(t, claim.CodeNotFound, s.Refused.Code)

	_, err := requests.MovePlan(d.ctx, d.Desk, d.mara, "story", requests.PlanMoveInput{Plan: "records-request", Reason: "It is one."})
	require.NoError(t, err)
	moved := d.rehearse("story", rehearsal.Input{})
	told, happens := other.With.Letters(), moved.Calendar.Letters()
	require.Len(t, happens, len(told))
	for i := range told {
		told[i].Change, told[i].WasLocal = "", ""
		same(t, told[i], happens[i])
	}
}

func TestACaseFileIsRehearsedBeforeItIsOpened(t *testing.T) {
	d := open(t)
	d.party("mill", "Europe/Riga", office(9, 17)) // that the desk knows: its hours count
	before, _, err := d.Record.Head(d.ctx)
	require.NoError(t, err)
	file := filing.CaseFileInput{
		Case:    writing.CaseInput{Slug: "ferry", Title: "The ferry"},
		Parties: []casework.PartyInput{{Key: "yard", Name: "The yard", Email: "office@yard.example", Zone: "UTC"}},
		Claims:  []writing.ClaimInput{{Key: "knew", Statement: "The mill knew of it.", Subjects: []string{"mill"}}},
		Requests: []filing.FileRequestInput{
			{Party: "mill", Claims: []string{"knew"}, Questions: "Did the mill know?", AnswerBy: filing.Deadline{Minutes: 8 * 24 * 60}},
			{Party: "yard", Claims: []string{"knew"}, Questions: "Did the mill know?", AnswerBy: filing.Deadline{Minutes: 3 * 24 * 60}},
		},
	}
	s := d.finished(d.Rehearsals.StartFile(d.ctx, d.mara, rehearsal.Unopened{File: file}))
	require.Nil(t, s.Refused)
	require.Equal(t, "ferry", s.Case)
	c := s.Result.Calendar
	require.Len(t, of(c, "yard", rehearsal.Lapsed), 1)
	letters := of(c, "mill", rehearsal.Letter)
	require.Equal(t, "a request", letters[0].Says)
	require.Contains(t, letters[0].Letter.Text, "Did the mill know?")
	riga, err := time.LoadLocation("Europe/Riga")
	require.NoError(t, err)
	for _, e := range letters[1:] {
		require.True(t, office(9, 17).Open(e.At, riga), e.Local)
	}
	after, _, err := d.Record.Head(d.ctx)
	require.NoError(t, err)
	require.Equal(t, before, after, "it is not opened")
	_, err = staff.AddPerson(d.ctx, d.Desk, d.mara, staff.PersonInput{Handle: "ana", Roles: []claim.Role{claim.Editor}})
	require.NoError(t, err)
	ana, err := d.Desk.Authenticate(d.ctx, "ana")
	require.NoError(t, err)
	_, err = d.Rehearsals.Get(d.ctx, ana, s.ID)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err), "whoever began it alone sees it")
}
