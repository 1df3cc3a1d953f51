package record

import (
	"context"

	"github.com/onrecord/onrecord/internal/record/accounts"
	"github.com/onrecord/onrecord/internal/record/database"
	"github.com/onrecord/onrecord/internal/record/history"
	"github.com/onrecord/onrecord/internal/record/search"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
	"github.com/onrecord/onrecord/internal/record/told"
)

// shared is a record as its rooms see it.
type shared struct {
	*database.Readers
	record *Record
}

// furnish sets up the rooms, which read through the connections of the record.
func (r *Record) furnish() {
	db := shared{r.db.Read, r}
	r.Tables, r.Index, r.Accounts, r.Told = tables.New(db), search.New(db, r.reader), accounts.New(db), told.New(db)
	r.History = history.New(db, r.Tables)
}

// Dialect implements [stored.Database].
func (d shared) Dialect() stored.Dialect { return d.record.db.Dialect() }

// Write implements [stored.Database]: the write stands in the queue with all others.
func (d shared) Write(ctx context.Context, operation string, run func(stored.Writing) error) error {
	return d.record.submit(ctx, operation, func(b *batch) error { return run(b.Writing) })
}

// Fail implements [stored.Database].
func (d shared) Fail(operation string, err error) error { return d.record.fail(operation, err) }

// index writes the index in the transaction.
func (b *batch) index() *search.Writer { return b.record.Index.In(b.Writing) }
