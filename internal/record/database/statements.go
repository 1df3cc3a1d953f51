package database

import (
	"context"
	"database/sql"
	"sync"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/internal/record/stored"
)

// maxStatements is how many queries are kept prepared on every connection to a
// file. A query of a list has as many texts as lists have lengths; those that
// come first are the ones that pages ask all the time.
const maxStatements = 300

// Readers is a pool of connections that read. It prepares each query once for
// every connection: to parse and plan one takes SQLite as long as to answer it.
// The driver of PostgreSQL does the same by itself.
type Readers struct {
	*sqlx.DB
	limit int // how many queries are kept; 0 for none

	mu       sync.RWMutex
	prepared map[string]*sqlx.Stmt
}

func newReaders(db *sqlx.DB, limit int) *Readers {
	return &Readers{DB: db, limit: limit, prepared: map[string]*sqlx.Stmt{}}
}

// pool is the pool itself, nil if there is none; to close it closes all that was
// prepared on it.
func (r *Readers) pool() *sqlx.DB {
	if r == nil {
		return nil
	}
	return r.DB
}

// QueryContext implements [sqlx.QueryerContext].
func (r *Readers) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := r.statement(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return r.DB.QueryContext(ctx, query, args...)
}

// QueryxContext implements [sqlx.QueryerContext].
func (r *Readers) QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error) {
	if stmt := r.statement(ctx, query); stmt != nil { //nolint:sqlclosecheck // it is kept
		return stmt.QueryxContext(ctx, args...)
	}
	return r.DB.QueryxContext(ctx, query, args...)
}

// QueryRowxContext implements [sqlx.QueryerContext].
func (r *Readers) QueryRowxContext(ctx context.Context, query string, args ...any) *sqlx.Row {
	if stmt := r.statement(ctx, query); stmt != nil { //nolint:sqlclosecheck // it is kept
		return stmt.QueryRowxContext(ctx, args...)
	}
	return r.DB.QueryRowxContext(ctx, query, args...)
}

// statement is the query prepared, or nil if enough of them are kept, or if it
// cannot be prepared: to ask it then says why.
func (r *Readers) statement(ctx context.Context, query string) *sqlx.Stmt {
	r.mu.RLock()
	stmt, known := r.prepared[query]
	full := len(r.prepared) >= r.limit
	r.mu.RUnlock()
	if known || full {
		return stmt
	}
	stmt, err := r.PreparexContext(ctx, query)
	if err != nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if before, known := r.prepared[query]; known || len(r.prepared) >= r.limit {
		_ = stmt.Close() //nolint:sqlclosecheck // another was quicker
		return before
	}
	r.prepared[query] = stmt
	return stmt
}

// statements keeps the statements of the one connection to a file that writes: most
// of what a transaction costs there is to parse them. They can be prepared only
// between two transactions, and are when they were asked for twice. The writer
// alone uses it.
type statements struct {
	db       *sqlx.DB
	prepared map[string]*sqlx.Stmt
	asked    map[string]int // how often, of those that are not prepared
}

func newStatements(db *sqlx.DB) *statements {
	return &statements{db: db, prepared: map[string]*sqlx.Stmt{}, asked: map[string]int{}}
}

// prepare prepares what the last transactions have asked for. What cannot be
// prepared is parsed every time, as before.
func (w *statements) prepare(ctx context.Context) {
	for query, times := range w.asked {
		if times < 2 || len(w.prepared) >= maxStatements {
			continue
		}
		if stmt, err := w.db.PreparexContext(ctx, query); err == nil { //nolint:sqlclosecheck // it is kept
			w.prepared[query] = stmt
		}
		delete(w.asked, query)
	}
	if len(w.asked) > maxStatements {
		clear(w.asked)
	}
}

// within is a transaction that takes the statements that are prepared.
func (w *statements) within(tx *sqlx.Tx) stored.Transaction {
	return &preparedTx{tx, w, map[string]*sqlx.Stmt{}}
}

// preparedTx is a transaction on the connection that writes.
type preparedTx struct {
	*sqlx.Tx
	statements *statements
	bound      map[string]*sqlx.Stmt // to this transaction
}

// ExecContext implements [stored.Transaction].
func (t *preparedTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt := t.statement(ctx, query); stmt != nil {
		return stmt.ExecContext(ctx, args...)
	}
	return t.Tx.ExecContext(ctx, query, args...)
}

// QueryContext implements [sqlx.QueryerContext].
func (t *preparedTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := t.statement(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return t.Tx.QueryContext(ctx, query, args...)
}

// QueryxContext implements [sqlx.QueryerContext].
func (t *preparedTx) QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error) {
	if stmt := t.statement(ctx, query); stmt != nil { //nolint:sqlclosecheck // the transaction closes it
		return stmt.QueryxContext(ctx, args...)
	}
	return t.Tx.QueryxContext(ctx, query, args...)
}

// QueryRowxContext implements [sqlx.QueryerContext].
func (t *preparedTx) QueryRowxContext(ctx context.Context, query string, args ...any) *sqlx.Row {
	if stmt := t.statement(ctx, query); stmt != nil { //nolint:sqlclosecheck // the transaction closes it
		return stmt.QueryRowxContext(ctx, args...)
	}
	return t.Tx.QueryRowxContext(ctx, query, args...)
}

// statement is the query prepared, in this transaction; nil if it is not.
func (t *preparedTx) statement(ctx context.Context, query string) *sqlx.Stmt {
	if stmt := t.bound[query]; stmt != nil {
		return stmt
	}
	stmt := t.statements.prepared[query]
	if stmt == nil {
		t.statements.asked[query]++
		return nil
	}
	stmt = t.StmtxContext(ctx, stmt)
	t.bound[query] = stmt
	return stmt
}
