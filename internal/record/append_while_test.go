package record

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestWhatRestsOnAnotherStreamIsNotRecordedOnceThatMovedOn(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		one, two := openDesk(t, dsn), openDesk(t, dsn)
		s := claim.Stream{Kind: claim.StreamPerson, ID: uuid.New()}
		one.do(s, claim.AddPerson{Roles: []claim.Role{claim.Admin}}, noon)
		seen, err := one.Load(one.ctx(), s)
		require.NoError(t, err)
		e := person(uuid.New(), uuid.New())
		require.NoError(t, one.AppendWhile(one.ctx(), []claim.Entry{e}, seen))
		two.do(s, claim.DisablePerson{}, noon)
		require.NoError(t, one.AppendWhile(one.ctx(), []claim.Entry{e}, seen), "a retry does no harm, whatever happened since")
		err = one.AppendWhile(one.ctx(), []claim.Entry{person(uuid.New(), uuid.New())}, seen)
		require.Equal(t, claim.CodeConflict, claim.CodeOf(err))
		requireWhole(t, one.Record, 3)
	})
}

// TestOfTwoDecisionsThatRestOnEachOtherOneIsRecorded: at the same moment, in two processes.
func TestOfTwoDecisionsThatRestOnEachOtherOneIsRecorded(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		desks := []*desk{openDesk(t, dsn), openDesk(t, dsn)}
		for range 20 {
			streams := []claim.Stream{{Kind: claim.StreamPerson, ID: uuid.New()}, {Kind: claim.StreamPerson, ID: uuid.New()}}
			states := make([]claim.Aggregate, 2)
			for i, s := range streams {
				desks[0].do(s, claim.AddPerson{}, noon)
				var err error
				states[i], err = desks[0].Load(t.Context(), s)
				require.NoError(t, err)
			}
			var recorded atomic.Int32
			var both sync.WaitGroup
			for i, d := range desks {
				both.Go(func() {
					e := person(streams[i].ID, uuid.New())
					e.Version, e.Fact = 2, claim.PersonDisabled{}
					if d.AppendWhile(t.Context(), []claim.Entry{e}, states[1-i]) == nil {
						recorded.Add(1)
					}
				})
			}
			both.Wait()
			require.EqualValues(t, 1, recorded.Load())
		}
	})
}
