package stored

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
)

// Querier is a database or a transaction. All SQL is written with question
// marks and rebound to the database's own placeholders.
type Querier interface {
	sqlx.QueryerContext
	Rebind(query string) string
}

// Get reads the one row of a query.
func Get(ctx context.Context, q Querier, dest any, query string, args ...any) error {
	return sqlx.GetContext(ctx, q, dest, q.Rebind(query), args...)
}

// Select reads all rows of a query.
func Select(ctx context.Context, q Querier, dest any, query string, args ...any) error {
	return sqlx.SelectContext(ctx, q, dest, q.Rebind(query), args...)
}

// MaxIn is how many values stand in one "in (…)".
const MaxIn = 500

// Padded repeats the last value until there are as many as a power of two, so
// that questions about lists come in few texts, each of which is prepared once.
func Padded[T any](values []T) []T {
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

// Micros is t as the tables keep it: microseconds since 1970, 0 for the zero time.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// Instant is the opposite of [Micros], in UTC.
func Instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// ID is id as the tables keep it: empty for the zero id.
func ID(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}

// Flag is b as the tables keep it.
func Flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// Marks are n question marks for an "in".
func Marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// JSON decodes content; what is not JSON, as when it is sealed, is empty.
func JSON[T any](content []byte) T {
	var value, none T
	if json.Unmarshal(content, &value) != nil {
		return none
	}
	return value
}

// Storable is text without what PostgreSQL cannot keep.
func Storable(s string) string { return strings.ReplaceAll(s, "\x00", "") }

// Taken says that an identifier belongs to something else.
func Taken() *claim.Error {
	return claim.Errorf(claim.CodeExists, "the identifier is taken by something else")
}
