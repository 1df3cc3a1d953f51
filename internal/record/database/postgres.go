package database

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Connections to PostgreSQL. One writes; the second of its pool holds the lock
// while the tables are brought up to date.
const (
	postgresWriters = 2
	postgresReaders = 8
	postgresTimeout = 10 * time.Second // to connect

	postgresWriteTimeout = time.Minute
)

type postgres struct{ address string }

// Dialect implements [Kind].
func (postgres) Dialect() stored.Dialect { return stored.Postgres }

// LockHead implements [Kind]: it keeps the other processes that append to the same record waiting
// until this transaction has ended.
func (postgres) LockHead() string { return `select position, hash from head for update` }

// WriteTimeout implements [Kind].
func (postgres) WriteTimeout() time.Duration { return postgresWriteTimeout }

// Scrub implements [Kind]: the old version of the row is given up. Its bytes
// may stand in free space, and in the server's own log, until they are reused.
func (postgres) Scrub() string { return `vacuum contents` }

// SnapshotLevel implements [Kind].
func (postgres) SnapshotLevel() sql.IsolationLevel { return sql.LevelRepeatableRead }

func openPostgres(ctx context.Context, source string, readOnly bool) (*Database, error) {
	config, err := pgx.ParseConfig(source)
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "the address of the database cannot be read").
			WithHint("write it as postgres://user@host:5432/name")
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = postgresTimeout
	}
	// The server compiles what looks long to it, which takes longer than any of our
	// queries, and counts on discs that have to move to be read.
	config.RuntimeParams["jit"] = "off"
	config.RuntimeParams["random_page_cost"] = "1.1"
	d := &Database{Kind: postgres{withoutSecrets(source)}}
	// What is acknowledged, mail above all, is on disk: also where the server is set to say so earlier.
	config.RuntimeParams["synchronous_commit"] = "on"
	reading := config.Copy()
	reading.RuntimeParams["default_transaction_read_only"] = "on"
	d.Read = newReaders(postgresPool(reading, postgresReaders), 0)
	if !readOnly {
		d.Write = postgresPool(config, postgresWriters)
	}
	if err := d.Read.PingContext(ctx); err != nil {
		return nil, errors.Join(Fail(d.Kind, "open", err), d.Close())
	}
	return d, nil
}

func postgresPool(config *pgx.ConnConfig, connections int) *sqlx.DB {
	db := sqlx.NewDb(stdlib.OpenDB(*config), "pgx")
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

// withoutSecrets is the address as it may stand in a message.
func withoutSecrets(source string) string {
	u, err := url.Parse(source)
	if err != nil {
		return "the database"
	}
	return u.Host + u.Path
}

// Fault implements [Kind]
// (https://www.postgresql.org/docs/current/errcodes-appendix.html).
func (p postgres) Fault(err error) *claim.Error {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return p.networkFault(err)
	}
	switch e.Code {
	case "23505": // unique_violation
		return stored.Taken()
	case "53100": // disk_full
		return diskFull(p.address)
	case "25006", "42501": // read_only_sql_transaction, insufficient_privilege
		return readOnly(p.address)
	case "3D000": // invalid_catalog_name
		return claim.Errorf(claim.CodeUnavailable, "there is no database at %s", p.address).WithHint("create it with createdb")
	case "40001", "40P01", "55P03": // serialization_failure, deadlock_detected, lock_not_available
		return claim.Errorf(claim.CodeUnavailable, "another process is writing to the record").WithHint("try again")
	}
	switch {
	case strings.HasPrefix(e.Code, "28"): // invalid authorization
		return claim.Errorf(claim.CodeUnavailable, "the database at %s does not let Onrecord in", p.address).
			WithHint("check the user and password in the address of the record")
	case strings.HasPrefix(e.Code, "XX"): // internal error, data or index corrupted
		return claim.Errorf(claim.CodeRecordDamaged, "the database at %s reports that its files are damaged", p.address).
			WithHint("stop Onrecord, keep the files, and restore the latest backup")
	case strings.HasPrefix(e.Code, "08"), strings.HasPrefix(e.Code, "53"), strings.HasPrefix(e.Code, "57"):
		return p.unreachable()
	}
	return nil
}

func (p postgres) networkFault(err error) *claim.Error {
	var connecting *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &connecting) || errors.As(err, &network) || pgconn.SafeToRetry(err) || lostConnection(err) {
		return p.unreachable()
	}
	return nil
}

func (p postgres) unreachable() *claim.Error {
	return claim.Errorf(claim.CodeUnavailable, "the database at %s does not answer", p.address).
		WithHint("check that it runs and can be reached, then try again")
}
