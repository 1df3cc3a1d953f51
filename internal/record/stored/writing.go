package stored

import (
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"
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

// Writing is a transaction that writes, and the context that bounds it.
type Writing struct {
	Ctx context.Context
	Tx  *sqlx.Tx

	often *statements // nil where the driver prepares by itself
}

// NewWriting is a transaction on a database of a dialect.
func NewWriting(ctx context.Context, tx *sqlx.Tx, dialect Dialect) Writing {
	w := Writing{Ctx: ctx, Tx: tx}
	if dialect == SQLite {
		w.often = &statements{asked: map[string]int{}, prepared: map[string]*sqlx.Stmt{}}
	}
	return w
}

// statements are those that a transaction asks again and again, as when many acts
// are carried out in it: to parse and plan one takes SQLite as long as to answer it.
// They are closed with the transaction.
type statements struct {
	asked    map[string]int
	prepared map[string]*sqlx.Stmt
}

const (
	// oftenAsked is from what time on a statement is prepared.
	oftenAsked = 5
	// maxPrepared is how many are at most.
	maxPrepared = 200
)

// statement is the query prepared, or nil if it is not asked often, or cannot be
// prepared: to ask it then says why.
func (w Writing) statement(query string) *sqlx.Stmt {
	if w.often == nil {
		return nil
	}
	if stmt, ok := w.often.prepared[query]; ok {
		return stmt
	}
	w.often.asked[query]++
	if w.often.asked[query] < oftenAsked || len(w.often.prepared) >= maxPrepared {
		return nil
	}
	stmt, err := w.Tx.PreparexContext(w.Ctx, query)
	if err != nil {
		return nil
	}
	w.often.prepared[query] = stmt
	return stmt
}

// QueryContext implements [Querier].
func (w Writing) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := w.statement(query); stmt != nil { //nolint:sqlclosecheck // it is closed with the transaction
		return stmt.QueryContext(ctx, args...)
	}
	return w.Tx.QueryContext(ctx, query, args...)
}

// QueryxContext implements [Querier].
func (w Writing) QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error) {
	if stmt := w.statement(query); stmt != nil { //nolint:sqlclosecheck // it is closed with the transaction
		return stmt.QueryxContext(ctx, args...)
	}
	return w.Tx.QueryxContext(ctx, query, args...)
}

// QueryRowxContext implements [Querier].
func (w Writing) QueryRowxContext(ctx context.Context, query string, args ...any) *sqlx.Row {
	if stmt := w.statement(query); stmt != nil { //nolint:sqlclosecheck // it is closed with the transaction
		return stmt.QueryRowxContext(ctx, args...)
	}
	return w.Tx.QueryRowxContext(ctx, query, args...)
}

// Rebind implements [Querier].
func (w Writing) Rebind(query string) string { return w.Tx.Rebind(query) }

// Exec carries out a statement.
func (w Writing) Exec(query string, args ...any) error {
	_, err := w.Count(query, args...)
	return err
}

// Count carries out a statement and returns how many rows it wrote.
func (w Writing) Count(query string, args ...any) (int64, error) {
	query = w.Tx.Rebind(query)
	var result sql.Result
	var err error
	if stmt := w.statement(query); stmt != nil { //nolint:sqlclosecheck // it is closed with the transaction
		result, err = stmt.ExecContext(w.Ctx, args...)
	} else {
		result, err = w.Tx.ExecContext(w.Ctx, query, args...)
	}
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Get reads the one row of a query as this transaction sees it.
func (w Writing) Get(dest any, query string, args ...any) error {
	return Get(w.Ctx, w, dest, query, args...)
}

// Select reads all rows of a query as this transaction sees them.
func (w Writing) Select(dest any, query string, args ...any) error {
	return Select(w.Ctx, w, dest, query, args...)
}
