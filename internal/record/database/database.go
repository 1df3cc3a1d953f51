// Package database opens the two databases that a record can stand in, SQLite and PostgreSQL, and says of their errors
// what they mean for people. What is asked of them is the same; where they differ, [Kind] says how.
package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Database is an open database. Many goroutines may read at once; one writes.
type Database struct {
	Kind
	// Where names it so that people know it again, without what opens it.
	Where string
	Read  *Readers
	Write *sqlx.DB // nil when it is read only

	statements *statements // of Write; nil where the driver keeps them
}

// Kind is what differs between the two databases.
type Kind interface {
	// Dialect is the name of the folder of migrations.
	Dialect() stored.Dialect
	// LockHead is the query that reads the head and keeps other writers out.
	LockHead() string
	// WriteTimeout bounds one transaction; 0 for no bound.
	WriteTimeout() time.Duration
	// Scrub is the statement that removes what an erasure has left behind.
	Scrub() string
	// SnapshotLevel is the isolation in which a transaction sees one unchanging view.
	SnapshotLevel() sql.IsolationLevel
	// Fault says what an error of the driver means for people, or nil.
	Fault(err error) *claim.Error
}

// Open opens the database at a data source, which is the path of a file (SQLite) or a postgres:// URL. It fails with
// CodeReadOnly or CodeDiskFull if it cannot be written, with CodeUnavailable if it does not answer, and with CodeNotFound
// if one to be read alone is not there.
func Open(ctx context.Context, source string, readOnly bool) (*Database, error) {
	open := openSQLite
	if isPostgres(source) {
		open = openPostgres
	}
	db, err := open(ctx, source, readOnly)
	if err == nil {
		db.Where = where(source)
	}
	return db, err
}

// where names a data source so that people know it again, without what opens it.
func where(source string) string {
	if !isPostgres(source) {
		if full, err := filepath.Abs(source); err == nil {
			return full
		}
		return source
	}
	u, err := url.Parse(source)
	if err != nil {
		return "PostgreSQL"
	}
	return "postgres://" + u.Host + u.Path
}

func isPostgres(source string) bool {
	return strings.HasPrefix(source, "postgres://") || strings.HasPrefix(source, "postgresql://")
}

// Within is a transaction as the database needs it: that of a file has its statements prepared; the driver of PostgreSQL
// does so by itself. The one writer alone uses it.
func (d *Database) Within(tx *sqlx.Tx) stored.Transaction {
	if d.statements == nil {
		return tx
	}
	return d.statements.within(tx)
}

// Prepare prepares what the last transactions have asked for, between two of them.
func (d *Database) Prepare(ctx context.Context) {
	if d.statements != nil {
		d.statements.prepare(ctx)
	}
}

// Close closes all connections.
func (d *Database) Close() error {
	return closeAll(d.Read.pool(), d.Write) // the writer last: it empties the write-ahead log
}

// Fail says what an error means: one for people is passed on, one of the driver gets its sentence in front, anything else
// is wrapped.
func Fail(kind Kind, operation string, err error) error {
	var known *claim.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("record: %s: %w", operation, err)
	}
	if public := kind.Fault(err); public != nil {
		return fmt.Errorf("record: %s: %w: %w", operation, public, err)
	}
	return fmt.Errorf("record: %s: %w", operation, err)
}

func closeAll(dbs ...*sqlx.DB) error {
	var errs []error
	for _, db := range dbs {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

func lostConnection(err error) bool {
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

func diskFull(where string) *claim.Error {
	return claim.Errorf(claim.CodeDiskFull, "the disk that holds %s is full", where).
		WithHint("make room and try again; nothing that was recorded is lost")
}

func readOnly(where string) *claim.Error {
	return claim.Errorf(claim.CodeReadOnly, "%s cannot be written", where).
		WithHint("give the user that runs Onrecord the right to write there, or move the record")
}
