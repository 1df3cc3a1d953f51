package record

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestEntriesOfACaseComeNewestFirst(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		d.addClaim(d.openCase("other"), "google")
		oldest, err := d.Timeline(d.ctx(), caseID, 0, 100)
		require.NoError(t, err)
		newest := slices.Clone(oldest)
		slices.Reverse(newest)
		all, err := d.CaseEntries(d.ctx(), caseID, lists.EntryFilter{Limit: 100})
		require.NoError(t, err)
		require.Equal(t, newest, all)
		page, err := d.CaseEntries(d.ctx(), caseID, lists.EntryFilter{Before: all[2].Position, Limit: 2})
		require.NoError(t, err)
		require.Equal(t, all[3:5], page)
		early, err := d.CaseEntries(d.ctx(), caseID, lists.EntryFilter{Until: noon, Limit: 100})
		require.NoError(t, err)
		for _, e := range early {
			require.False(t, e.At.After(noon))
		}
		stops, err := d.Stops(d.ctx(), caseID)
		require.NoError(t, err)
		require.Len(t, stops, len(oldest))
		require.Equal(t, lists.Stop{Position: oldest[0].Position, At: oldest[0].At}, stops[0])
	})
}

func TestEntriesOfAClaimAndOfLettersAboutIt(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		one, two := d.addClaim(caseID, "one"), d.addClaim(caseID, "two")
		d.ask(caseID, d.addParty("apple"), one)
		d.ask(caseID, d.addParty("google"), two)
		entries, err := d.CaseEntries(d.ctx(), caseID, lists.EntryFilter{Claim: one, Limit: 100})
		require.NoError(t, err)
		require.Len(t, entries, 2)
		require.Equal(t, claim.StreamCorrespondence, entries[0].Stream.Kind)
		require.Equal(t, one, entries[1].Stream.ID)
	})
}

func TestThingsAreCalled(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		parties, err := d.Parties(d.ctx())
		require.NoError(t, err)
		nobody := uuid.New()
		called, err := d.Called(d.ctx(), append(parties, caseID, nobody))
		require.NoError(t, err)
		require.Equal(t, lists.Called{Name: "google", Title: "google Inc."}, called[parties[0]])
		require.Equal(t, "vault7", called[caseID].Name)
		require.NotContains(t, called, nobody)

		states, err := d.LoadAll(d.ctx(), claim.StreamParty, parties[0], nobody)
		require.NoError(t, err)
		require.Len(t, states, 1)
		require.NoError(t, d.Erase(d.ctx(), states[0].(*people.Party).Profile, noon))
		called, err = d.Called(d.ctx(), parties)
		require.NoError(t, err)
		require.Equal(t, lists.Called{}, called[parties[0]])
		people, err := d.LoadAll(d.ctx(), claim.StreamPerson)
		require.NoError(t, err)
		require.Len(t, people, 1)
	})
}

func TestALookNeverGoesBack(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		l := lists.Look{Person: uuid.New(), Claim: uuid.New(), Version: 3, Subject: "hash", At: noon}
		never, err := d.Look(d.ctx(), l.Person, l.Claim)
		require.NoError(t, err)
		require.Zero(t, never.Version)
		require.NoError(t, d.NoteLook(d.ctx(), l))
		earlier := l
		earlier.Version = 2
		require.NoError(t, d.NoteLook(d.ctx(), earlier))
		got, err := d.Look(d.ctx(), l.Person, l.Claim)
		require.NoError(t, err)
		require.Equal(t, l, got)
	})
}

func TestASheetIsLeasedToOne(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		s := lists.Sheet{
			ID: uuid.New(), Case: uuid.New(), Person: uuid.New(), Text: d.put("lines"), Total: 9, Result: []byte("{}"), MadeAt: noon,
		}
		require.NoError(t, d.AddSheet(d.ctx(), s))
		require.NoError(t, d.AddSheet(d.ctx(), s))
		until := noon.Add(time.Minute)
		for _, step := range []struct {
			now  time.Time
			mine bool
		}{{noon, true}, {noon, false}, {until, true}} {
			mine, err := d.LeaseSheet(d.ctx(), s.ID, step.now, step.now.Add(time.Minute))
			require.NoError(t, err)
			require.Equal(t, step.mine, mine)
		}
		s.Next, s.Result, s.Settled = 9, []byte(`{"added":9}`), true
		require.NoError(t, d.SaveSheet(d.ctx(), s))
		behind := s
		behind.Next = 3
		require.NoError(t, d.SaveSheet(d.ctx(), behind))
		got, err := d.Sheet(d.ctx(), s.ID)
		require.NoError(t, err)
		require.Equal(t, s, got)
		open, err := d.OpenSheets(d.ctx(), uuid.Nil)
		require.NoError(t, err)
		require.Empty(t, open)
		_, err = d.Sheet(d.ctx(), uuid.New())
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	})
}
