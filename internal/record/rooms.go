package record

import (
	"context"

	"github.com/onrecord/onrecord/internal/record/accounts"
	"github.com/onrecord/onrecord/internal/record/search"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
	"github.com/onrecord/onrecord/internal/record/told"
)

// database is a record as its rooms see it.
type database struct {
	*readers
	record *Record
}

// furnish sets up the rooms, which read through the connections of the record.
func (r *Record) furnish() {
	db := database{r.read, r}
	r.Tables, r.Index, r.Accounts, r.Told = tables.New(db), search.New(db, r.reader), accounts.New(db), told.New(db)
}

// Dialect implements [stored.Database].
func (d database) Dialect() stored.Dialect { return d.record.backend.dialect() }

// Write implements [stored.Database]: the write stands in the queue with all others.
func (d database) Write(ctx context.Context, operation string, run func(stored.Writing) error) error {
	return d.record.submit(ctx, operation, func(b *batch) error { return run(b.Writing) })
}

// Fail implements [stored.Database].
func (d database) Fail(operation string, err error) error { return d.record.fail(operation, err) }

// index writes the index in the transaction.
func (b *batch) index() *search.Writer { return b.record.Index.In(b.Writing) }
