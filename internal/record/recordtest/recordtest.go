// Package recordtest gives tests a fresh record of each kind: a SQLite file,
// and a database on a PostgreSQL server that runs for the tests of one package.
//
// The server is the one at the URL in ONRECORD_TEST_POSTGRES, or one of our own
// from the binaries of the system. Without either the test goes on with SQLite
// alone and says so, unless ONRECORD_TEST_REQUIRE is "all": then it fails.
package recordtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Source is where a test can open a record that is still empty.
type Source struct {
	Name string // "sqlite" or "postgres"
	DSN  string // for record.Open
}

// Sources returns a fresh source for each database there is. They are gone
// when the test ends.
func Sources(t testing.TB) []Source {
	t.Helper()
	sources := []Source{{"sqlite", filepath.Join(t.TempDir(), "record.db")}}
	server, err := startOnce()
	if err != nil {
		if os.Getenv("ONRECORD_TEST_REQUIRE") == "all" {
			t.Fatalf("PostgreSQL is needed: %v", err)
		}
		t.Logf("without PostgreSQL: %v", err)
		return sources
	}
	return append(sources, Source{"postgres", server.database(t)})
}

// Each runs the test once for each database there is. Where PostgreSQL is
// missing, its part is skipped with what to do about it.
func Each(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "record.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// Postgres returns the URL of a fresh database. The test is skipped if there
// is no server to be had, or fails if ONRECORD_TEST_REQUIRE is "all".
func Postgres(t testing.TB) string {
	t.Helper()
	server, err := startOnce()
	if err != nil && os.Getenv("ONRECORD_TEST_REQUIRE") == "all" {
		t.Fatalf("PostgreSQL is needed: %v", err)
	}
	if err != nil {
		t.Skip(err)
	}
	return server.database(t)
}
