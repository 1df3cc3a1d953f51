package record

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/onrecord/onrecord/internal/record/stored"
)

// Sealed returns what [Record.PutSealed] was given last under a name; nil if that was nothing.
func (r *Record) Sealed(ctx context.Context, name string) ([]byte, error) {
	var data []byte
	err := stored.Get(ctx, r.db.Read, &data, `select data from sealed where name = ?`, name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return data, r.fail("sealed", err)
}

// PutSealed keeps, beside the chain, what the installation has to remember and nobody may read. Whoever calls has sealed
// it. It is durable when PutSealed returns.
func (r *Record) PutSealed(ctx context.Context, name string, data []byte, at time.Time) error {
	return r.submit(ctx, "put sealed", func(b *batch) error {
		return b.Exec(`insert into sealed (name, data, changed_at) values (?, ?, ?)
			on conflict (name) do update set data = excluded.data, changed_at = excluded.changed_at`, name, data, stored.Micros(at))
	})
}
