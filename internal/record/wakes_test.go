package record

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestWhatIsOverdueIsReadPageByPage(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("story")
		want := map[claim.Stream]bool{}
		for _, key := range []string{"a", "b", "c", "d", "e"} { // all due at the same instant
			s, _ := d.ask(caseID, d.addParty(key), d.addClaim(caseID, key))
			want[s] = true
		}
		later := d.addClaim(caseID, "later")
		d.do(claim.Stream{Kind: claim.StreamClaim, ID: later}, finding.Assess{Outcome: claim.Unverified, Rationale: d.put("because"), AsOf: noon}, noon)
		want[claim.Stream{Kind: claim.StreamClaim, ID: later}] = true

		none, err := d.Overdue(d.ctx(), noon, Overdue{}, 10)
		require.NoError(t, err)
		require.Empty(t, none)
		got, last := map[claim.Stream]bool{}, Overdue{}
		for range 3 {
			page, err := d.Overdue(d.ctx(), noon.Add(24*time.Hour), last, 2)
			require.NoError(t, err)
			require.Len(t, page, 2)
			for _, one := range page {
				require.False(t, one.Due.Before(last.Due), "the longest due first")
				got[one.Stream], last = true, one
			}
		}
		require.Equal(t, want, got)
		require.Equal(t, later, last.Stream.ID)
		rest, err := d.Overdue(d.ctx(), noon.Add(24*time.Hour), last, 2)
		require.NoError(t, err)
		require.Empty(t, rest)
	})
}
