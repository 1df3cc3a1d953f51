package casework_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/record"
)

// TestWhatADisabledPersonHadWaitsForTheOthersAgain: for whom it waited before it was assigned.
func TestWhatADisabledPersonHadWaitsForTheOthersAgain(t *testing.T) {
	d := askedDoor(t)
	eve := d.Person("eve", claim.Editor, claim.Reporter)
	d.receive("google", "Yes.")
	_, err := d.Desk.ReceiveRaw(d.Ctx(), "vault7", "", received.MailAnswer, []byte("From: a@google.example\r\n\r\nHm.\r\n"))
	require.NoError(t, err)
	both := map[claim.TurnKind]int{claim.TurnRead: 1, claim.TurnSort: 1}
	require.Equal(t, both, d.turnsOf(d.Mara))
	for item := range d.turns(d.Mara, desk.TurnFilter{}) {
		_, err = staff.Accept(d.Ctx(), d.Desk.Door, eve, item)
		require.NoError(t, err)
	}
	require.Empty(t, d.turnsOf(d.Mara))

	_, err = staff.DisablePerson(d.Ctx(), d.Desk.Door, d.Mara, "eve")
	require.NoError(t, err)
	require.Equal(t, both, d.turnsOf(d.Mara))
	page, err := d.Desk.Activity(d.Ctx(), d.Mara, timeline.ActivityFilter{Group: "turns"})
	require.NoError(t, err)
	require.Len(t, page.Items, 4, "each is an entry")
	require.Contains(t, page.Items[0].Text, "gave back")

	_, err = staff.EnablePerson(d.Ctx(), d.Desk.Door, d.Mara, "eve")
	require.NoError(t, err)
	require.Equal(t, both, d.turnsOf(d.Mara))
	for _, item := range d.turns(d.Who("eve"), desk.TurnFilter{Scope: "all"}) {
		require.False(t, item.Mine, "what was given back stays so")
	}
}

func TestWhoLosesARoleGivesBackWhatItTook(t *testing.T) {
	d := askedDoor(t)
	eve := d.Person("eve", claim.Editor, claim.Reporter, claim.Reviewer)
	d.receive("google", "Yes.")
	read := d.only(d.Mara).Item
	_, err := staff.Accept(d.Ctx(), d.Desk.Door, eve, read)
	require.NoError(t, err)
	roles := func(roles ...claim.Role) {
		t.Helper()
		_, err := staff.ChangeRoles(d.Ctx(), d.Desk.Door, d.Mara, "eve", staff.RolesInput{Roles: roles})
		require.NoError(t, err)
	}
	roles(claim.Reporter)
	require.Equal(t, read, d.only(d.Who("eve")).Item, "a reporter reads, too")
	roles(claim.Reviewer)
	require.Equal(t, read, d.only(d.Mara).Item)
	roles(claim.Editor)
	require.Empty(t, d.turnsOf(d.Who("eve")))

	_, err = staff.Accept(d.Ctx(), d.Desk.Door, d.Who("eve"), read)
	require.NoError(t, err)
	require.NoError(t, staff.ForAccounts(d.Desk.Door).Follow(d.Ctx(), eve.ID, []claim.Role{claim.Legal}))
	require.Equal(t, read, d.only(d.Mara).Item, "by the identity provider, too")
}

// TestAReviewerWhoIsGoneHoldsNoReviewUp: neither the one that waits nor the next of the same claim.
func TestAReviewerWhoIsGoneHoldsNoReviewUp(t *testing.T) {
	d := askedDoor(t)
	ines := d.Person("ines", claim.Reviewer)
	d.receive("google", "Yes.")
	assess := func() {
		t.Helper()
		_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Unverified, Rationale: "So it is."})
		require.NoError(t, err)
	}
	message := d.only(d.Mara)
	_, err := staff.MarkRead(d.Ctx(), d.Desk.Door, d.Mara, message.Item)
	require.NoError(t, err)
	assess()
	review := d.only(ines).Item
	_, err = staff.Accept(d.Ctx(), d.Desk.Door, d.Who("jonas"), review)
	require.NoError(t, err)
	require.Empty(t, d.turnsOf(ines))
	_, err = findings.Return(d.Ctx(), d.Desk.Door, d.Who("jonas"), "vault7/a", findings.ReviewInput{Subject: d.Report("vault7").Claims[0].Subject, Comment: "Why?"})
	require.NoError(t, err)
	_, err = staff.DisablePerson(d.Ctx(), d.Desk.Door, d.Mara, "jonas")
	require.NoError(t, err)
	assess()
	require.Equal(t, review, d.only(ines).Item)
}

func TestWhoMayNotSeeACaseAnyMoreGivesBackWhatWaitsInIt(t *testing.T) {
	d := askedDoor(t)
	eve := d.Person("eve", claim.Editor, claim.Reporter)
	d.receive("google", "Yes.")
	item := d.only(d.Mara).Item
	_, err := staff.Accept(d.Ctx(), d.Desk.Door, eve, item)
	require.NoError(t, err)
	access := func(handles ...string) {
		t.Helper()
		page, err := d.Desk.AccessOf(d.Ctx(), d.Mara, "vault7")
		require.NoError(t, err)
		_, err = writing.ChangeAccess(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.AccessInput{Seen: page.Version, Sensitivity: claim.Restricted, Access: handles})
		require.NoError(t, err)
	}
	access("eve", "jonas")
	require.Equal(t, item, d.only(eve).Item)
	access("jonas")
	require.Equal(t, item, d.only(d.Mara).Item)
}

// meanwhile is a record to which something happens just before a command is carried out.
type meanwhile struct {
	*record.Record
	once sync.Once
	do   func()
}

func (m *meanwhile) Do(ctx context.Context, d claim.Doing) ([]claim.Done, error) {
	m.once.Do(m.do)
	return m.Record.Do(ctx, d)
}

// TestNothingIsLeftWithWhoIsDisabledWhileTakingIt: after it was found that she
// may, and before the record decided.
func TestNothingIsLeftWithWhoIsDisabledWhileTakingIt(t *testing.T) {
	d := askedDoor(t)
	eve := d.Person("eve", claim.Editor)
	d.receive("google", "Yes.")
	item := d.only(d.Mara).Item
	store := &meanwhile{Record: d.Desk.Record, do: func() {
		_, err := staff.DisablePerson(d.Ctx(), d.Desk.Door, d.Mara, "eve")
		require.NoError(t, err)
	}}
	desk := casework.New(store, nil, nil, d.Desk.Clock, casework.Settings{Salt: "test"})
	_, err := staff.Accept(d.Ctx(), desk, eve, item)
	caseworktest.Refused(t, claim.CodeForbidden, err)
	require.Equal(t, item, d.only(d.Mara).Item)
}
