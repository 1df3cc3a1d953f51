package notices_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

const answerWaits = "An answer waits to be read in vault7"

// escalates is a desk whose people are told at once, and on which what nobody takes up
// goes on: after an hour to mara, who owns the case, and after two more to all.
func escalates(d *told) (ada, bo casework.Caller) {
	ada, bo = d.Person("ada", claim.Editor), d.Person("bo", claim.Reporter)
	d.Person("signs", claim.Reviewer)
	for _, who := range []casework.Caller{d.Mara, ada, bo, d.Who("signs")} {
		d.choose(who, staff.NoticesInput{When: people.NoticeAtOnce})
	}
	d.plan(claim.Escalation{Assignee: 60, Owner: 120})
	return ada, bo
}

func (d *told) plan(e claim.Escalation) {
	d.T.Helper()
	there, err := house.Settings(d.Ctx(), d.Desk.Door, d.Mara)
	require.NoError(d.T, err)
	there.Escalation = e
	_, err = house.ReviseSettings(d.Ctx(), d.Desk.Door, d.Mara, there.DeskSettings, there.Version)
	require.NoError(d.T, err)
}

// to takes to whom a notice went.
func (d *told) to() []string {
	var all []string
	for _, s := range d.mail.sent {
		require.Equal(d.T, answerWaits, s.Subject)
		all = append(all, s.to)
	}
	d.mail.sent = nil
	return all
}

// yours is what waits for somebody, with what went on to her.
func (d *told) yours(who casework.Caller) (items int, passed []time.Time) {
	page, err := d.Desk.Turn(d.Ctx(), who, turnsOfMine)
	require.NoError(d.T, err)
	for _, item := range page.Items {
		if item.Kind != claim.TurnRead {
			continue
		}
		if items++; !item.PassedOn.IsZero() {
			passed = append(passed, item.PassedOn)
		}
	}
	return items, passed
}

func TestWhatNobodyTakesUpGoesOnToTheOwnerAndThenToTheDesk(t *testing.T) {
	each(t, func(d *told) {
		ada, bo := escalates(d)
		item := d.waits()
		_, err := staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "bo", item)
		require.NoError(t, err)
		assigned := d.Desk.Clock.Now()
		require.Equal(t, []string{"bo"}, d.passes(time.Minute).to())
		require.Empty(t, d.passes(58*time.Minute).to(), "bo has an hour")
		require.Equal(t, []string{"mara"}, d.passes(2*time.Minute).to(), "it goes on to the owner")
		n, passed := d.yours(d.Mara)
		require.Equal(t, 1, n)
		require.Len(t, passed, 1)
		require.WithinDuration(t, assigned.Add(time.Hour), passed[0], time.Minute)
		require.Empty(t, d.passes(110*time.Minute).to(), "she has two hours")
		n, _ = d.yours(ada)
		require.Zero(t, n)
		require.Equal(t, []string{"ada"}, d.passes(20*time.Minute).to(), "all who may do it, and were not told before")
		n, passed = d.yours(ada)
		require.Equal(t, 1, n)
		require.WithinDuration(t, assigned.Add(3*time.Hour), passed[0], time.Minute)
		n, passed = d.yours(bo)
		require.Equal(t, 1, n, "it stays his")
		require.Empty(t, passed)
		require.Empty(t, d.passes(48*time.Hour).to(), "nothing is told twice")
	})
}

func TestWhatTheOwnerDoesNotTakeUpGoesOnToTheDesk(t *testing.T) {
	each(t, func(d *told) {
		escalates(d)
		d.waits()
		require.Equal(t, []string{"mara"}, d.passes(time.Minute).to())
		require.Empty(t, d.passes(110*time.Minute).to())
		require.ElementsMatch(t, []string{"ada", "bo"}, d.passes(20*time.Minute).to())
	})
}

func TestWhatSomebodyHasTakenUpOrDoneGoesOnToNobody(t *testing.T) {
	each(t, func(d *told) {
		_, bo := escalates(d)
		item := d.waits()
		_, err := staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "bo", item)
		require.NoError(t, err)
		d.passes(30 * time.Minute).to()
		require.NoError(t, d.Desk.Pass(d.Ctx(), time.Minute))
		_, err = staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "", item)
		require.NoError(t, err)
		require.NoError(t, d.Desk.Pass(d.Ctx(), time.Minute))
		_, err = staff.Accept(d.Ctx(), d.Desk.Door, bo, item)
		require.NoError(t, err)
		require.Empty(t, d.passes(48*time.Hour).to(), "he took it up himself")
		_, err = staff.MarkRead(d.Ctx(), d.Desk.Door, bo, item)
		require.NoError(t, err)
		require.Empty(t, d.passes(48*time.Hour).to())
	})
}

func TestWhatAPersonBroughtAboutDoesNotComeBackToHer(t *testing.T) {
	each(t, func(d *told) {
		ada, _ := escalates(d)
		d.plan(claim.Escalation{Owner: 120, Kinds: []claim.TurnKind{claim.TurnAsk}})
		_, err := writing.AddClaim(d.Ctx(), d.Desk.Door, ada, "vault7", writing.ClaimInput{Key: "b", Statement: "Canary."})
		require.NoError(t, err)
		d.passes(time.Minute)
		d.mail.sent = nil
		d.passes(3 * time.Hour)
		var to []string
		for _, s := range d.mail.sent {
			require.Equal(t, "Nobody was asked about a claim in vault7", s.Subject)
			to = append(to, s.to)
		}
		require.Equal(t, []string{"bo"}, to, "ada has opened the claim herself")
	})
}

func TestWithoutAPlanNothingGoesOn(t *testing.T) {
	each(t, func(d *told) {
		escalates(d)
		d.plan(claim.Escalation{})
		_, err := staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "bo", d.waits())
		require.NoError(t, err)
		require.Equal(t, []string{"bo"}, d.passes(time.Minute).to())
		require.Empty(t, d.passes(30*24*time.Hour).to())
	})
}

func TestWhatIsInNoCaseGoesOnToTheDeskAtOnce(t *testing.T) {
	each(t, func(d *told) {
		ada, _ := escalates(d)
		d.plan(claim.Escalation{Assignee: 60, Owner: 120, Kinds: []claim.TurnKind{claim.TurnSort}})
		_, err := d.Desk.Receive(d.Ctx(), "", "", "Who knows of what.")
		require.NoError(t, err)
		page, err := d.Desk.Turn(d.Ctx(), ada, turnsOfAll)
		require.NoError(t, err)
		require.Equal(t, claim.TurnSort, page.Items[0].Kind)
		_, err = staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "ada", page.Items[0].Item)
		require.NoError(t, err)
		d.passes(time.Minute)
		require.Len(t, d.mail.sent, 1)
		require.Equal(t, "ada", d.mail.sent[0].to)
		d.mail.sent = nil
		d.passes(time.Hour)
		require.Len(t, d.mail.sent, 1)
		require.Equal(t, "mara", d.mail.sent[0].to, "an editor, as ada is")
		d.mail.sent = nil
	})
}
