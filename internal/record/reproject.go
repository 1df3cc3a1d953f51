package record

import (
	"context"

	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// Reproject empties the tables that the pages read and fills them from the
// entries. It runs by itself when this version of Onrecord projects otherwise
// than the one that filled them. Nobody can write meanwhile.
func (r *Record) Reproject(ctx context.Context) error {
	return r.wait(ctx, "reproject", &call{run: func(b *batch) error { return b.roomy(b.reproject) }, long: true, done: make(chan error, 1)})
}

func (b *batch) reproject() error {
	for _, statement := range append(tables.Empty(), b.record.Index.Empty()...) {
		if err := b.Exec(statement); err != nil {
			return err
		}
	}
	f, done := newFiller(b), int64(0)
	err := stored.EachStream(b.Ctx, b.Tx, func(stream string, rows []stored.Entry) error {
		done += int64(len(rows))
		b.record.filling(done, b.head.Position)
		return f.stream(stream, rows)
	})
	if err != nil {
		return err
	}
	if err := f.finish(); err != nil {
		return err
	}
	if err := tables.FillAddresses(b.Writing); err != nil {
		return err
	}
	if b.record.db.Dialect() == stored.Postgres { // its plans follow from what it knows of the tables
		if err := b.Exec(`analyze`); err != nil {
			return err
		}
	}
	return b.Exec(`insert into meta (name, value) values ('projection', ?)
		on conflict (name) do update set value = excluded.value`, tables.Version)
}

func (r *Record) reprojectIfOld(ctx context.Context) error {
	version, err := tables.Filled(ctx, r.db.Read)
	if err != nil || version == tables.Version {
		return err
	}
	return r.Reproject(ctx)
}
