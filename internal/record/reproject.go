package record

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Reproject empties the tables that the pages read and fills them from the
// entries. It runs by itself when this version of Onrecord projects otherwise
// than the one that filled them. Nobody can write meanwhile.
func (r *Record) Reproject(ctx context.Context) error {
	return r.wait(ctx, "reproject", &call{run: (*batch).reproject, long: true, done: make(chan error, 1)})
}

func (b *batch) reproject() error {
	for _, t := range projection {
		if err := b.exec("delete from " + t.name); err != nil {
			return err
		}
	}
	if err := eachStream(b.ctx, b.tx, b.fill); err != nil {
		return err
	}
	return b.exec(`insert into meta (name, value) values ('projection', ?)
		on conflict (name) do update set value = excluded.value`, projectionVersion)
}

func (b *batch) fill(stream string, rows []storedEntry) error {
	s, err := claim.ParseStream(stream)
	if err != nil {
		return err
	}
	entries, err := entriesOf(rows)
	if err != nil {
		return err
	}
	a := claim.New(s.Kind, s.ID)
	if err := evolve(a, entries, time.Time{}); err != nil {
		return err
	}
	return b.project(a, nil, "")
}

func (r *Record) reprojectIfOld(ctx context.Context) error {
	version, err := storedProjection(ctx, r.read)
	if err != nil || version == projectionVersion {
		return err
	}
	return r.Reproject(ctx)
}

// storedProjection is the projection version of the tables, "" for none.
func storedProjection(ctx context.Context, q querier) (string, error) {
	var version string
	err := get(ctx, q, &version, `select value from meta where name = 'projection'`)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return version, err
}
