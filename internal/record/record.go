package record

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/accounts"
	"github.com/onrecord/onrecord/internal/record/search"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
	"github.com/onrecord/onrecord/internal/record/told"
)

// Record is an open record. Its methods may be called from many goroutines at
// once, and several processes may share one PostgreSQL record.
type Record struct {
	*tables.Tables
	*search.Index
	*accounts.Accounts
	*told.Told

	backend backend
	where   string // its file, or its database without user and password
	read    *readers
	write   *sqlx.DB // nil when the record is read only
	writing *writing // the statements of write; nil where the driver keeps them
	queue   *queue
	cache   *cache
	kept    kept
	reader  search.Reader // nil for none

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

// backend is what differs between the two databases.
type backend interface {
	// dialect is the name of the folder of migrations.
	dialect() stored.Dialect
	// lockHead is the query that reads the head and keeps other writers out.
	lockHead() string
	// writeTimeout bounds one transaction; 0 for no bound.
	writeTimeout() time.Duration
	// scrub is the statement that removes what an erasure has left behind.
	scrub() string
	// snapshotLevel is the isolation in which a transaction sees one unchanging view.
	snapshotLevel() sql.IsolationLevel
	// fault says what an error of the driver means for people, or nil.
	fault(err error) *claim.Error
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
	open := connectSQLite
	if isPostgres(source) {
		open = connectPostgres
	}
	r, err := open(ctx, source, readOnly)
	if err == nil {
		r.where = where(source)
	}
	return r, err
}

// where names a data source so that people know it again, without what opens it.
func where(source string) string {
	if !isPostgres(source) {
		if full, err := filepath.Abs(source); err == nil {
			return full
		}
		return source
	}
	u, err := url.Parse(source)
	if err != nil {
		return "PostgreSQL"
	}
	return "postgres://" + u.Host + u.Path
}

func isPostgres(source string) bool {
	return strings.HasPrefix(source, "postgres://") || strings.HasPrefix(source, "postgresql://")
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
	return closeAll(r.read.db(), r.write) // the writer last: it empties the write-ahead log
}
