package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/semver"
	_ "modernc.org/sqlite" // the driver

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// oldestSQLite is the first release without the defect that could corrupt a
// file in WAL mode.
const oldestSQLite = "3.51.3"

// readingAtOnce is how many reads run at once.
const readingAtOnce = 4

// busyTimeout is how long opening and writing wait for another program.
const busyTimeout = 10 * time.Second

type sqlite struct{ path string }

// Dialect implements [Kind].
func (sqlite) Dialect() stored.Dialect { return stored.SQLite }

// LockHead implements [Kind]. It needs no lock of its own: a write transaction starts as immediate.
func (sqlite) LockHead() string { return `select position, hash from head` }

// WriteTimeout implements [Kind]: a file answers, or fails at once; how long
// to wait for another program is the busy_timeout.
func (sqlite) WriteTimeout() time.Duration { return 0 }

// Scrub implements [Kind]: the bytes also stand in the write-ahead log. In the
// file itself secure_delete has overwritten them.
func (sqlite) Scrub() string { return `pragma wal_checkpoint(truncate)` }

// SnapshotLevel implements [Kind]: every read transaction in WAL mode is one.
func (sqlite) SnapshotLevel() sql.IsolationLevel { return sql.LevelDefault }

func openSQLite(ctx context.Context, path string, readOnly bool) (*Database, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("record: path %q: %w", path, err)
	}
	d := &Database{Kind: sqlite{abs}}
	if readOnly {
		if _, err := os.Stat(abs); err != nil {
			return nil, claim.Errorf(claim.CodeNotFound, "there is no record at %s", abs).
				WithHint("name the data directory that onrecord serve runs on (--data), or the record itself (--database)")
		}
		d.Read, err = sqliteReaders(readOnlyDSN(abs))
	} else {
		if err := createPrivate(abs); err != nil {
			return nil, Fail(d.Kind, "open", err)
		}
		// The writer comes first: it is what turns on WAL.
		if d.Write, err = sqlitePool(sqliteDSN(abs, "_txlock=immediate&_pragma=cache_size(-32000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=secure_delete(1)"), 1); err == nil {
			d.statements = newStatements(d.Write)
			d.Read, err = sqliteReaders(sqliteDSN(abs, "_pragma=cache_size(-16000)&_pragma=query_only(1)"))
		}
	}
	if err == nil {
		err = checkSQLite(ctx, d)
	}
	if err != nil {
		return nil, errors.Join(Fail(d.Kind, "open", err), d.Close())
	}
	return d, nil
}

func sqlitePool(dsn string, connections int) (*sqlx.DB, error) {
	db, err := sqlx.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

func sqliteReaders(dsn string) (*Readers, error) {
	db, err := sqlitePool(dsn, readingAtOnce)
	if err != nil {
		return nil, err
	}
	return newReaders(db, maxStatements), nil
}

// sqliteDSN names the file with what every connection to it needs.
func sqliteDSN(path, settings string) string {
	settings += fmt.Sprintf("&_pragma=busy_timeout(%d)&_pragma=foreign_keys(1)", busyTimeout.Milliseconds())
	file := url.URL{Scheme: "file", Path: path, RawQuery: settings}
	return file.String()
}

// readOnlyDSN opens a file that may stand where nothing can be written, such
// as a disc. SQLite then cannot make the index of the write-ahead log and has
// to be told that nobody writes.
func readOnlyDSN(path string) string {
	log, err := os.Stat(path + "-wal")
	pending := err == nil && log.Size() > 0
	_, err = os.Stat(path + "-shm")
	inUse := err == nil
	if !pending && !inUse && syscall.Access(filepath.Dir(path), 2) != nil { // 2: may write
		return sqliteDSN(path, "mode=ro&immutable=1")
	}
	return sqliteDSN(path, "mode=ro")
}

// createPrivate makes the file, readable by its owner alone. SQLite gives the
// files beside it the same permissions.
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return f.Chmod(0o600)
}

func checkSQLite(ctx context.Context, d *Database) error {
	if d.Write != nil {
		if err := turnOnWAL(ctx, d.Write); err != nil {
			return err
		}
	}
	var version string
	if err := d.Read.GetContext(ctx, &version, `select sqlite_version()`); err != nil {
		return err
	}
	if semver.Compare("v"+version, "v"+oldestSQLite) < 0 {
		return fmt.Errorf("record: SQLite %s is built in, and %s or newer is needed", version, oldestSQLite)
	}
	return nil
}

// turnOnWAL makes the first connection, which turns WAL on. Of two programs that
// do so to the same new file, SQLite fails one at once, without the
// busy_timeout, since each waits for the other's read lock: that one tries again.
func turnOnWAL(ctx context.Context, writer *sqlx.DB) error {
	ctx, cancel := context.WithTimeout(ctx, busyTimeout)
	defer cancel()
	for {
		err := writer.PingContext(ctx)
		if !isBusy(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Duration(1+rand.IntN(20)) * time.Millisecond):
		}
	}
}
