package record

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// person is the first entry of a person.
func person(id, command uuid.UUID, roles ...claim.Role) claim.Entry {
	return claim.Entry{
		Stream: claim.Stream{Kind: claim.StreamPerson, ID: id}, Version: 1, At: noon, Actor: claim.System, Command: command,
		Fact: people.PersonAdded{Roles: roles},
	}
}

func TestAppendingAgainDoesNothing(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		e := person(uuid.New(), uuid.New(), claim.Editor)
		require.NoError(t, d.Append(d.ctx(), []claim.Entry{e}))
		e.At = e.At.Add(time.Hour)
		require.NoError(t, d.Append(d.ctx(), []claim.Entry{e}), "a retry decides at another instant")
		entries, err := d.Entries(d.ctx(), e.Stream)
		require.NoError(t, err)
		require.Len(t, entries, 1)
		require.Equal(t, noon, entries[0].At, "the first one stays")
		require.NoError(t, d.Append(d.ctx(), nil))
	})
}

func TestAppendingToAStreamThatMovedOnIsAConflict(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		id := uuid.New()
		first := person(id, uuid.New(), claim.Editor)
		require.NoError(t, d.Append(d.ctx(), []claim.Entry{first}))
		change := func(version int64) claim.Entry {
			e := person(id, uuid.New())
			e.Version, e.Fact = version, people.RolesChanged{}
			return e
		}
		other := person(id, first.Command, claim.Admin)
		for name, entries := range map[string][]claim.Entry{
			"another command":           {person(id, uuid.New(), claim.Editor)},
			"another fact":              {other},
			"a version too far":         {change(3)},
			"a version that half there": {first, change(2)},
		} {
			err := d.Append(d.ctx(), entries)
			require.Equal(t, claim.CodeConflict, claim.CodeOf(err), name)
		}
		loaded, err := d.Load(d.ctx(), first.Stream)
		require.NoError(t, err)
		require.Equal(t, int64(1), loaded.StreamVersion())
	})
}

func TestEntriesThatMakeNoSenseAreRefused(t *testing.T) {
	d := openDesk(t, t.TempDir()+"/record.db")
	id := uuid.New()
	gap := person(id, uuid.New())
	gap.Version = 3
	mixed := person(uuid.New(), uuid.New())
	mixed.Version = 2
	nonsense := claim.Entry{
		Stream: claim.Stream{Kind: claim.StreamCorrespondence, ID: id}, Version: 1, At: noon, Command: uuid.New(),
		Fact: letters.RequestWithdrew{Request: uuid.New()},
	}
	require.ErrorContains(t, d.Append(d.ctx(), []claim.Entry{person(id, uuid.New()), gap}), "does not follow")
	require.ErrorContains(t, d.Append(d.ctx(), []claim.Entry{person(id, uuid.New()), mixed}), "does not follow")
	require.ErrorContains(t, d.Append(d.ctx(), []claim.Entry{nonsense}), "do not fit the state")
	silent := person(id, uuid.New())
	silent.Fact = nil
	require.ErrorContains(t, d.Append(d.ctx(), []claim.Entry{silent}), "says nothing")
	missing := person(id, uuid.New())
	missing.Fact = people.PersonAdded{Profile: "0123"}
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(d.Append(d.ctx(), []claim.Entry{missing})))
	position, _, err := d.Head(d.ctx())
	require.NoError(t, err)
	require.Zero(t, position)
	d.openCase("still works")
}

func TestShortNamesAreTakenOnce(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		add := func(text claim.Ref, in uuid.UUID) error {
			_, err := d.try(claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}, verification.AddClaim{
				Case: in, Text: text, Tier: claim.Routine, Policy: claim.DefaultPolicy,
			}, noon)
			return err
		}
		key := d.put(claim.ClaimText{Key: "apple"})
		err := add(key, caseID)
		require.Equal(t, claim.CodeExists, claim.CodeOf(err))
		require.ErrorContains(t, err, `"apple" is taken by another claim`)
		require.NoError(t, add(key, d.openCase("other")), "a key is unique within its case only")
		_, err = d.try(claim.Stream{Kind: claim.StreamParty, ID: uuid.New()}, people.AddParty{
			Profile: d.put(people.PartyProfile{Key: "google"}), Zone: "UTC",
			Contact: people.Contact{ID: uuid.New(), Channel: claim.ByPost, Address: d.put("a street")},
		}, noon)
		require.Equal(t, claim.CodeExists, claim.CodeOf(err))
	})
}

func TestConcurrentAppendersKeepOneChain(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				for range 10 {
					if err := d.Append(d.ctx(), []claim.Entry{person(uuid.New(), uuid.New())}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		requireWhole(t, d.Record, 160)
	})
}

func TestTwoProcessesKeepOneChain(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		one, two := openDesk(t, dsn), openDesk(t, dsn)
		s := claim.Stream{Kind: claim.StreamPerson, ID: uuid.New()}
		one.do(s, people.AddPerson{}, noon)
		two.do(s, people.ChangeRoles{Roles: []claim.Role{claim.Legal}}, noon)
		one.do(s, people.ChangeRoles{Roles: []claim.Role{claim.Admin}}, noon)
		var wg sync.WaitGroup
		for _, d := range []*desk{one, two} {
			wg.Go(func() {
				for range 25 {
					if err := d.Append(d.ctx(), []claim.Entry{person(uuid.New(), uuid.New())}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		requireWhole(t, one.Record, 53)
	})
}

func TestOnlyOneOfManyWinsAVersion(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		id := uuid.New()
		var wg sync.WaitGroup
		outcomes := make(chan claim.Code, 20)
		for range 20 {
			wg.Go(func() { outcomes <- claim.CodeOf(d.Append(d.ctx(), []claim.Entry{person(id, uuid.New())})) })
		}
		wg.Wait()
		close(outcomes)
		count := map[claim.Code]int{}
		for code := range outcomes {
			count[code]++
		}
		require.Equal(t, map[claim.Code]int{"": 1, claim.CodeConflict: 19}, count)
		requireWhole(t, d.Record, 1)
	})
}

func TestAnIDBelongsToOneCorrespondence(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		one := d.addClaim(caseID, "one")
		apple, google := d.addParty("apple"), d.addParty("google")
		first, request := d.ask(caseID, apple, one)
		_, err := d.try(claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(caseID, google)}, letters.Ask{
			Request: request, Channel: claim.ByEmail, Case: caseID, Party: google, Claims: []uuid.UUID{one},
			Questions: d.put("?"), SendAt: noon, AnswerBy: noon.Add(time.Hour),
		}, noon)
		require.Equal(t, claim.CodeExists, claim.CodeOf(err), "%v", err)
		of, err := d.RequestCorrespondence(d.ctx(), request)
		require.NoError(t, err)
		require.Equal(t, first.ID, of)
	})
}

// TestOneCallersConflictDoesNotFailTheOthers puts good and bad calls into one batch.
func TestOneCallersConflictDoesNotFailTheOthers(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		id := uuid.New()
		calls := []*call{
			batchCall(t, person(id, uuid.New())),
			batchCall(t, person(id, uuid.New())), // conflict within the batch
			{run: func(b *batch) error { panic("a defect") }, done: make(chan error, 1)},
			{run: func(b *batch) error { return b.Exec("insert into nowhere values (1)") }, done: make(chan error, 1)},
			batchCall(t, person(uuid.New(), uuid.New())),
		}
		d.together(calls)
		require.NoError(t, <-calls[0].done)
		require.Equal(t, claim.CodeConflict, claim.CodeOf(<-calls[1].done))
		require.ErrorContains(t, <-calls[2].done, "panic: a defect")
		require.ErrorContains(t, <-calls[3].done, "nowhere")
		require.NoError(t, <-calls[4].done)
		requireWhole(t, d.Record, 2)
	})
}

// TestACallThatBreaksTheTransactionFailsAlone ends the transaction under the others.
func TestACallThatBreaksTheTransactionFailsAlone(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		calls := []*call{
			batchCall(t, person(uuid.New(), uuid.New())),
			{run: func(b *batch) error { return fmt.Errorf("gone: %w", b.Exec("rollback")) }, done: make(chan error, 1)},
			batchCall(t, person(uuid.New(), uuid.New())),
		}
		d.together(calls)
		require.NoError(t, <-calls[0].done)
		require.Error(t, <-calls[1].done)
		require.NoError(t, <-calls[2].done)
		requireWhole(t, d.Record, 2)
	})
}

func batchCall(t *testing.T, e claim.Entry) *call {
	t.Helper()
	a, err := newAppending([]claim.Entry{e})
	require.NoError(t, err)
	return &call{run: a.run, done: make(chan error, 1)}
}

// requireWhole checks that the record verifies and has that many entries.
func requireWhole(t testing.TB, r *Record, entries int64) {
	t.Helper()
	report, err := r.Verify(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)
	require.Equal(t, entries, report.Entries)
	require.Equal(t, entries, report.Position)
}
