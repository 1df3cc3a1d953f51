package record

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestTheTablesTellTheStory(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		cases, err := d.Cases(d.ctx())
		require.NoError(t, err)
		require.Len(t, cases, 1)
		require.Equal(t, "vault7", cases[0].Slug)
		require.Equal(t, "The vault7 story", cases[0].Title)
		require.Equal(t, d.owner, cases[0].Owner)
		require.Equal(t, noon, cases[0].OpenedAt)
		require.Equal(t, map[claim.Stage]int{claim.StageOpen: 2}, cases[0].Stages)
		require.True(t, cases[0].NextDue.IsZero(), "nothing happens while a message waits to be read")

		everything := lists.Viewer{All: true}
		inbox, _, err := d.InboxPage(d.ctx(), lists.InboxQuery{Viewer: everything, Quarantine: true})
		require.NoError(t, err)
		require.Len(t, inbox, 1)
		require.Equal(t, claim.NoToken, inbox[0].Quarantine)
		require.Zero(t, inbox[0].Case)
		inbox, _, err = d.InboxPage(d.ctx(), lists.InboxQuery{Viewer: everything})
		require.NoError(t, err)
		require.Len(t, inbox, 1)
		require.Equal(t, caseID, inbox[0].Case)
		require.Equal(t, noon.Add(time.Hour), inbox[0].ReceivedAt)
		received, _, err := d.ReceivedPage(d.ctx(), lists.ReceivedQuery{Viewer: everything})
		require.NoError(t, err)
		require.Equal(t, inbox, received)

		outbox, _, err := d.OutboxPage(d.ctx(), lists.OutboxQuery{Viewer: everything, All: true})
		require.NoError(t, err)
		require.Len(t, outbox, 1)
		require.Equal(t, letters.DeliveryAccepted, outbox[0].Delivery)
		outbox, _, err = d.OutboxPage(d.ctx(), lists.OutboxQuery{Viewer: everything})
		require.NoError(t, err)
		require.Empty(t, outbox)

		open, err := d.OpenStreams(d.ctx())
		require.NoError(t, err)
		require.Len(t, open, 3)
	})
}

func TestThingsAreFoundByName(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		for _, tc := range []struct {
			kind claim.StreamKind
			in   uuid.UUID
			name string
			code claim.Code
		}{
			{claim.StreamCase, uuid.Nil, "vault7", ""},
			{claim.StreamCase, uuid.Nil, caseID.String(), ""},
			{claim.StreamClaim, caseID, "apple", ""},
			{claim.StreamParty, uuid.Nil, "google", ""},
			{claim.StreamPerson, uuid.Nil, "ana", ""},
			{claim.StreamPerson, uuid.Nil, d.owner.String(), ""},
			{claim.StreamClaim, uuid.New(), "apple", claim.CodeNotFound},
			{claim.StreamClaim, uuid.Nil, caseID.String(), claim.CodeNotFound},
			{claim.StreamCase, uuid.Nil, "vault8", claim.CodeNotFound},
		} {
			id, err := d.Resolve(d.ctx(), tc.kind, tc.in, tc.name)
			require.Equal(t, tc.code, claim.CodeOf(err), "%s %s: %v", tc.kind, tc.name, err)
			require.Equal(t, tc.code == "", id != uuid.Nil, tc.name)
		}
	})
}

func TestTheDirectoryIsInOrder(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := vault7(t, dsn)
		apple := d.addParty("apple")
		parties, err := d.Parties(d.ctx())
		require.NoError(t, err)
		require.Len(t, parties, 2)
		require.Equal(t, apple, parties[0])
		persons, err := d.Persons(d.ctx())
		require.NoError(t, err)
		require.Equal(t, []uuid.UUID{d.owner}, persons)
	})
}

func TestCorrespondencesAreFound(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		one, two := d.addClaim(caseID, "one"), d.addClaim(caseID, "two")
		apple, google := d.addParty("apple"), d.addParty("google")
		toApple, request := d.ask(caseID, apple, one)
		toGoogle, _ := d.ask(caseID, google, one, two)
		for _, tc := range []struct {
			filter lists.CorrespondenceFilter
			want   []uuid.UUID
		}{
			{lists.CorrespondenceFilter{}, []uuid.UUID{toApple.ID, toGoogle.ID}},
			{lists.CorrespondenceFilter{Open: true}, []uuid.UUID{toApple.ID, toGoogle.ID}},
			{lists.CorrespondenceFilter{Case: caseID, Claim: one}, []uuid.UUID{toApple.ID, toGoogle.ID}},
			{lists.CorrespondenceFilter{Claim: two}, []uuid.UUID{toGoogle.ID}},
			{lists.CorrespondenceFilter{Party: apple}, []uuid.UUID{toApple.ID}},
			{lists.CorrespondenceFilter{Case: uuid.New()}, []uuid.UUID{}},
		} {
			found, err := d.Correspondences(d.ctx(), tc.filter)
			require.NoError(t, err)
			require.ElementsMatch(t, tc.want, found)
		}
		of, err := d.RequestCorrespondence(d.ctx(), request)
		require.NoError(t, err)
		require.Equal(t, toApple.ID, of)
		_, err = d.MessageCorrespondence(d.ctx(), request)
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
		due, err := d.NextDue(d.ctx())
		require.NoError(t, err)
		require.Equal(t, noon.Add(5*time.Minute), due)
	})
}

func TestTheTimelineOfACaseHoldsAllOfItAndNothingElse(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		d.addClaim(d.openCase("other"), "google")
		all, err := d.Timeline(d.ctx(), caseID, 0, 100)
		require.NoError(t, err)
		kinds := map[claim.StreamKind]int{}
		for _, e := range all {
			kinds[e.Stream.Kind]++
		}
		require.Equal(t, map[claim.StreamKind]int{
			claim.StreamCase: 1, claim.StreamClaim: 2, claim.StreamCorrespondence: 4, claim.StreamIntake: 2,
		}, kinds)
		page, err := d.Timeline(d.ctx(), caseID, all[1].Position, 2)
		require.NoError(t, err)
		require.Equal(t, all[2:4], page)
		since, err := d.Since(d.ctx(), 0, 1000)
		require.NoError(t, err)
		position, hash, err := d.Head(d.ctx())
		require.NoError(t, err)
		require.Len(t, since, int(position))
		require.Equal(t, hash, since[position-1].Hash)
	})
}

func TestStatesEqualTheFoldOfTheirEntries(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		states, err := d.States(d.ctx(), caseID, time.Time{})
		require.NoError(t, err)
		require.Len(t, states, 4)
		require.IsType(t, &cases.Case{}, states[0])
		folded, err := d.States(d.ctx(), caseID, noon.AddDate(9, 0, 0))
		require.NoError(t, err)
		require.Equal(t, folded, states)
		for _, s := range states {
			loaded, err := d.Load(d.ctx(), s.Stream())
			require.NoError(t, err)
			require.Equal(t, s, loaded)
		}
		early, err := d.States(d.ctx(), caseID, noon)
		require.NoError(t, err)
		require.Len(t, early, 4)
		require.Equal(t, int64(1), early[3].StreamVersion())
		none, err := d.States(d.ctx(), caseID, noon.Add(-time.Second))
		require.NoError(t, err)
		require.Empty(t, none)
	})
}
