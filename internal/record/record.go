package record

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/accounts"
	"github.com/onrecord/onrecord/internal/record/database"
	"github.com/onrecord/onrecord/internal/record/history"
	"github.com/onrecord/onrecord/internal/record/search"
	"github.com/onrecord/onrecord/internal/record/tables"
	"github.com/onrecord/onrecord/internal/record/told"
)

// Record is an open record. Its methods may be called from many goroutines at
// once, and several processes may share one PostgreSQL record.
type Record struct {
	*tables.Tables
	*history.History
	*search.Index
	*accounts.Accounts
	*told.Told

	db     *database.Database
	queue  *queue
	cache  *cache
	kept   kept
	reader search.Reader // nil for none

	program  string             // whose rules decide
	settings claim.DeskSettings // in force until the desk sets its own

	roomBytes int64 // of memory for a long write
	filling   func(done, all int64)
}

// Option says how to open a record.
type Option func(*Record)

// WithReader has mail and other content that is no text itself read for search.
// It runs while nobody else can write, and should not take long.
func WithReader(read search.Reader) Option { return func(r *Record) { r.reader = read } }

// WithProgram has entries say which version of the program decided them.
func WithProgram(version string) Option { return func(r *Record) { r.program = version } }

// WithSettings are in force until the desk sets its own; the defaults if they are left out.
func WithSettings(settings claim.DeskSettings) Option {
	return func(r *Record) { r.settings = settings }
}

// roomBytes is what a long write may use of memory unless said otherwise.
const roomBytes = 400 << 20

// WithRoom lets long writes into a file use so many bytes of memory; 400 MB if
// it is left out. PostgreSQL has settings of its own.
func WithRoom(bytes int64) Option { return func(r *Record) { r.roomBytes = bytes } }

// WithFilling is told how far it is while the tables and the index of search are filled
// again, in entries. It is called for every stream, and should not take long.
func WithFilling(tell func(done, all int64)) Option {
	return func(r *Record) { r.filling = tell }
}

// Open opens the record at a data source, which is the path of a file (SQLite)
// or a postgres:// URL, and brings its tables up to date. It fails with
// CodeRecordNewer if a newer version of Onrecord wrote the record, with
// CodeReadOnly or CodeDiskFull if it cannot be written, and with
// CodeUnavailable if the database does not answer.
func Open(ctx context.Context, source string, options ...Option) (*Record, error) {
	r, err := connect(ctx, source, false)
	if err != nil {
		return nil, err
	}
	r.roomBytes, r.settings, r.filling = roomBytes, claim.DefaultDeskSettings, func(int64, int64) {}
	for _, option := range options {
		option(r)
	}
	r.furnish()
	if err := r.prepare(ctx); err != nil {
		r.Close()
		return nil, r.fail("open", err)
	}
	return r, nil
}

// OpenReadOnly opens a record that is there, to look at it; writes are refused
// with CodeReadOnly. It fails with CodeNotFound if there is none.
func OpenReadOnly(ctx context.Context, source string) (*Record, error) {
	r, err := connect(ctx, source, true)
	if err != nil {
		return nil, err
	}
	r.furnish()
	if err := r.checkSchema(ctx); err != nil {
		r.Close()
		return nil, r.fail("open", err)
	}
	return r, nil
}

func connect(ctx context.Context, source string, readOnly bool) (*Record, error) {
	db, err := database.Open(ctx, source, readOnly)
	if err != nil {
		return nil, err
	}
	return &Record{db: db, cache: newCache(cacheBytes)}, nil
}

func (r *Record) prepare(ctx context.Context) error {
	if err := r.migrate(ctx); err != nil {
		return err
	}
	r.queue = newQueue()
	go r.writeLoop()
	return r.reprojectIfOld(ctx)
}

// Close finishes the writes that wait and closes the record.
func (r *Record) Close() error {
	if r.queue != nil {
		r.queue.close()
		<-r.queue.finished
	}
	return r.db.Close()
}
