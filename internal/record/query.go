package record

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"
)

// querier is a database or a transaction. All SQL is written with question
// marks and rebound to the database's own placeholders.
type querier interface {
	sqlx.QueryerContext
	Rebind(query string) string
}

func get(ctx context.Context, q querier, dest any, query string, args ...any) error {
	return sqlx.GetContext(ctx, q, dest, q.Rebind(query), args...)
}

func selectAll(ctx context.Context, q querier, dest any, query string, args ...any) error {
	return sqlx.SelectContext(ctx, q, dest, q.Rebind(query), args...)
}

// maxIn is how many values stand in one "in (…)".
const maxIn = 500

// padded repeats the last value until there are as many as a power of two, so
// that questions about lists come in few texts, each of which is prepared once.
func padded[T any](values []T) []T {
	n := 1
	for n < len(values) {
		n *= 2
	}
	out := slices.Grow(slices.Clone(values), n-len(values))
	for len(values) > 0 && len(out) < n {
		out = append(out, values[len(values)-1])
	}
	return out
}

// micros is t as the tables keep it: microseconds since 1970, 0 for the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant is the opposite of micros, in UTC.
func instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// idText is id as the tables keep it: empty for the zero id.
func idText(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// snapshot runs fn on one unchanging view of the record.
func (r *Record) snapshot(ctx context.Context, fn func(tx *sqlx.Tx) error) error {
	tx, err := r.read.BeginTxx(ctx, &sql.TxOptions{Isolation: r.backend.snapshotLevel(), ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	return fn(tx)
}
