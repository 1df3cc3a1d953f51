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
	return r.wait(ctx, "reproject", &call{run: func(b *batch) error { return b.roomy(b.reproject) }, long: true, done: make(chan error, 1)})
}

func (b *batch) reproject() error {
	statements := []string{`delete from case_stats`}
	for _, t := range projection {
		statements = append(statements, "delete from "+t.name)
	}
	for _, statement := range append(statements, b.record.backend.emptyDocs()...) {
		if err := b.exec(statement); err != nil {
			return err
		}
	}
	f := newFiller(b)
	if err := eachStream(b.ctx, b.tx, f.stream); err != nil {
		return err
	}
	if err := f.finish(); err != nil {
		return err
	}
	if _, ok := b.record.backend.(postgres); ok { // its plans follow from what it knows of the tables
		if err := b.exec(`analyze`); err != nil {
			return err
		}
	}
	return b.exec(`insert into meta (name, value) values ('projection', ?)
		on conflict (name) do update set value = excluded.value`, projectionVersion)
}

// foldRows returns the entries of a whole stream and the state after them.
func foldRows(stream string, rows []storedEntry) (claim.Aggregate, []claim.Entry, error) {
	s, err := claim.ParseStream(stream)
	if err != nil {
		return nil, nil, err
	}
	entries, err := entriesOf(rows)
	if err != nil {
		return nil, nil, err
	}
	a := claim.New(s.Kind, s.ID)
	return a, entries, evolve(a, entries, time.Time{})
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
