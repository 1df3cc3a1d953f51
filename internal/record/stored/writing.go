package stored

import (
	"context"
	"database/sql"
)

// Database is what a room needs of the record that it stands in.
type Database interface {
	Querier
	// Dialect is which database it is.
	Dialect() Dialect
	// Write carries out a write in a transaction and returns when it is durable.
	// Whoever gives up while it waits takes it back.
	Write(ctx context.Context, operation string, run func(Writing) error) error
	// Fail says what an error means: one for people is passed on, others are wrapped.
	Fail(operation string, err error) error
}

// Dialect is one of the databases that a record can stand in.
type Dialect string

// The databases.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Transaction is a transaction that writes.
type Transaction interface {
	Querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Writing is a transaction that writes, and the context that bounds it.
type Writing struct {
	Ctx context.Context
	Tx  Transaction
}

// Exec carries out a statement.
func (w Writing) Exec(query string, args ...any) error {
	_, err := w.Count(query, args...)
	return err
}

// Count carries out a statement and returns how many rows it wrote.
func (w Writing) Count(query string, args ...any) (int64, error) {
	result, err := w.Tx.ExecContext(w.Ctx, w.Tx.Rebind(query), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Get reads the one row of a query as this transaction sees it.
func (w Writing) Get(dest any, query string, args ...any) error {
	return Get(w.Ctx, w.Tx, dest, query, args...)
}

// Select reads all rows of a query as this transaction sees them.
func (w Writing) Select(dest any, query string, args ...any) error {
	return Select(w.Ctx, w.Tx, dest, query, args...)
}
