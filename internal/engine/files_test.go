package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
)

func TestAMissingDatabaseIsMadeAnew(t *testing.T) {
	f := files{dir: t.TempDir()}
	require.NoError(t, f.openDatabases(f.databases(syncOff, "a"), testSealer))
	require.NoError(t, f.rebuilt())
	require.NoError(t, os.Remove(f.path(databaseName)))
	require.NoError(t, os.Remove(f.path(listName)))
	require.NoError(t, f.createDatabases())
	version, err := f.version()
	require.NoError(t, err)
	require.Equal(t, "unknown", version, "a crash now must not leave a database that looks complete")
	require.NoError(t, os.Remove(f.path(databaseName)))
	require.NoError(t, f.openDatabases(f.databases(syncOff, "b"), testSealer))
	require.True(t, f.needsRebuild())
}

func TestOldDatabasesAreNeverOverwritten(t *testing.T) {
	f := files{dir: t.TempDir()}
	for i, want := range []string{"engine.1_2.db", "engine.1_2.2.db", "engine.1_2.3.db"} {
		for _, suffix := range sqliteSuffixes {
			require.NoError(t, os.WriteFile(f.path(databaseName)+suffix, []byte{byte(i)}, 0o600))
		}
		require.NoError(t, f.putAside("1/2"))
		for _, suffix := range sqliteSuffixes {
			content, err := os.ReadFile(filepath.Join(f.dir, want+suffix))
			require.NoError(t, err)
			require.Equal(t, []byte{byte(i)}, content)
		}
	}
}

func TestADatabaseWithoutAVersionIsPutAside(t *testing.T) {
	f := files{dir: t.TempDir()}
	require.NoError(t, os.WriteFile(f.path(databaseName), nil, 0o600))
	require.NoError(t, f.openDatabases(f.databases(syncOff, "c"), testSealer))
	require.FileExists(t, filepath.Join(f.dir, "engine.unknown.db"))
	version, err := f.version()
	require.NoError(t, err)
	want, err := schemaVersion()
	require.NoError(t, err)
	require.Equal(t, want, version)
}

func TestOneDatabaseWithoutTheOtherIsPutAside(t *testing.T) {
	for kept, gone := range map[string]string{databaseName: listName, listName: databaseName} {
		f := files{dir: t.TempDir()}
		require.NoError(t, f.openDatabases(f.databases(syncOff, "e"+kept), testSealer))
		require.NoError(t, f.rebuilt())
		require.NoError(t, os.Remove(f.path(gone)))
		require.NoError(t, f.openDatabases(f.databases(syncOff, "f"+kept), testSealer))
		require.True(t, f.needsRebuild())
		version, err := f.version()
		require.NoError(t, err)
		require.FileExists(t, f.path(strings.TrimSuffix(kept, ".db")+"."+version+".db"))
	}
}

func TestTheListOfWorkflowsHasWhatIsUsed(t *testing.T) {
	f := files{dir: t.TempDir()}
	require.NoError(t, f.openDatabases(f.databases(syncOff, "d"), testSealer))
	db, err := f.open(listName)
	require.NoError(t, err)
	defer db.Close()
	names := func(query string) (names []string) {
		require.NoError(t, sqlx.NewDb(db, "sqlite").Select(&names, query))
		return names
	}
	require.ElementsMatch(t, keptIndexes, names(`select name from sqlite_master where type = 'index' and sql is not null`),
		"one that is kept is gone from the server's schema, or one was left")
	columns := names(`select name from pragma_table_xinfo('executions_visibility')`)
	require.Subset(t, columns, []string{"run_id", "Keyword01", "Keyword10", "Datetime01", "TemporalNamespaceDivision", "BuildIds", "TemporalReportedProblems"})
	for _, spare := range []string{"Int01", "Text01", "KeywordList01", "Bool01", "Double01", "TemporalKeyword01", "TemporalDatetime01", "TemporalLowCardinalityKeyword01"} {
		require.NotContains(t, columns, spare)
	}
}

func TestTheListOfWorkflowsFindsTroublesByTheirWords(t *testing.T) {
	f := files{dir: t.TempDir()}
	require.NoError(t, f.openDatabases(f.databases(syncOff, "w"), testSealer))
	db, err := f.open(listName)
	require.NoError(t, err)
	defer db.Close()
	do := func(statement string, args ...any) {
		_, err := db.Exec(statement, args...)
		require.NoError(t, err)
	}
	found := func() (n int) {
		require.NoError(t, db.QueryRow(`select count(*) from executions_visibility_fts_keyword_list
			where executions_visibility_fts_keyword_list = 'TemporalReportedProblems : ("category=WorkflowTaskFailed")'`).Scan(&n))
		return n
	}
	show := func(run, attributes string) {
		do(`insert into executions_visibility (namespace_id, run_id, start_time, execution_time, workflow_id, workflow_type_name, status, encoding, search_attributes)
			values ('n', ?, '2026-01-01', '2026-01-01', 'w', 'Claim', 1, '', ?)
			on conflict (namespace_id, run_id) do update set search_attributes = excluded.search_attributes`, run, attributes)
	}
	trouble := `{"Keyword01": "a", "TemporalReportedProblems": "category=WorkflowTaskFailed♡cause=x"}`
	show("one", `{"Keyword01": "a"}`)
	show("two", trouble)
	require.Equal(t, 1, found())
	show("one", trouble)
	show("one", trouble)
	require.Equal(t, 2, found())
	show("two", `{"Keyword01": "a"}`)
	show("two", `{"Keyword01": "b"}`)
	require.Equal(t, 1, found())
	do(`delete from executions_visibility`)
	require.Zero(t, found())
	do(`insert into executions_visibility_fts_keyword_list (executions_visibility_fts_keyword_list) values ('integrity-check')`)
}

func TestTheFirstSearchAttributeByNameHasTheIndex(t *testing.T) {
	keyword, instant := enumspb.INDEXED_VALUE_TYPE_KEYWORD, enumspb.INDEXED_VALUE_TYPE_DATETIME
	for range 20 { // as a map is walked in another order each time
		named := columns(map[string]enumspb.IndexedValueType{"DeskStage": keyword, "DeskCase": keyword, "DeskDue": instant})
		require.Equal(t, map[string]string{"Keyword01": "DeskCase", "Keyword02": "DeskStage", "Datetime01": "DeskDue"}, named)
	}
}
