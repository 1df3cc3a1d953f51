package record

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestAnExcerptIsACaseWithNothingOfAnother(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		other := d.openCase("other")
		hidden := d.addClaim(other, "hidden")
		elsewhere := d.addParty("elsewhere")
		d.ask(other, elsewhere, hidden)
		e, err := d.Excerpt(d.ctx(), caseID)
		require.NoError(t, err)

		copied, err := Open(d.ctx(), filepath.Join(t.TempDir(), "copy.db"))
		require.NoError(t, err)
		defer copied.Close()
		require.NoError(t, copied.Plant(d.ctx(), e))
		report, err := copied.Verify(d.ctx(), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)

		mine, err := d.CaseEntries(d.ctx(), caseID, lists.EntryFilter{Limit: 1000})
		require.NoError(t, err)
		same, err := copied.CaseEntries(d.ctx(), caseID, lists.EntryFilter{Limit: 1000})
		require.NoError(t, err)
		require.Len(t, same, len(mine))
		for i := range mine {
			require.Equal(t, mine[i].Entry, same[i].Entry, "the entries are what they were, with the same identifiers")
		}
		for _, row := range e.Entries {
			for _, id := range []uuid.UUID{other, hidden, elsewhere} {
				require.NotContains(t, row.Stream, id.String())
			}
		}
		for _, c := range e.Contents {
			require.NotContains(t, string(c.Data), "hidden")
		}
		due, err := d.NextDue(d.ctx())
		require.NoError(t, err)
		then, err := copied.NextDue(d.ctx())
		require.NoError(t, err)
		require.NotZero(t, then)
		require.False(t, then.Before(due))

		require.Equal(t, claim.CodeExists, claim.CodeOf(copied.Plant(d.ctx(), e)), "into a record with entries nothing is planted")
	})
}

func TestWhatIsLargeStaysBehindUnlessItGoesOut(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		ids, err := d.Correspondences(d.ctx(), lists.CorrespondenceFilter{Case: caseID})
		require.NoError(t, err)
		d.reply(claim.Stream{Kind: claim.StreamCorrespondence, ID: ids[0]}, strings.Repeat("long ", excerptContent), noon.Add(2*time.Hour))
		e, err := d.Excerpt(d.ctx(), caseID)
		require.NoError(t, err)
		erased := 0
		for _, c := range e.Contents {
			require.LessOrEqual(t, len(c.Data), excerptContent)
			if c.ErasedAt != 0 {
				erased++
				require.Nil(t, c.Data)
			}
		}
		require.Equal(t, 1, erased)
	})
}
