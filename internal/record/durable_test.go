package record

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// TestACommitIsOnDiskBeforeItIsSaid: a 250 goes out after it, and a mail server forgets then what it has handed over.
func TestACommitIsOnDiskBeforeItIsSaid(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		asked := func(query string) (answer string) {
			require.NoError(t, d.db.Write.Get(&answer, query))
			return answer
		}
		if !strings.HasPrefix(dsn, "postgres") {
			require.Equal(t, "2", asked(`pragma synchronous`), "full: the log is synced at every commit")
			require.Equal(t, "wal", asked(`pragma journal_mode`))
			return
		}
		_, err := d.db.Write.Exec(`do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`)
		require.NoError(t, err)
		d = openDesk(t, dsn)
		require.Equal(t, "on", asked(`show synchronous_commit`), "whatever the server is set to")
	})
}
