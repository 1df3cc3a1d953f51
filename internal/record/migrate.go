package record

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

//go:embed migrations
var migrations embed.FS

// schemaTable is where goose notes which migrations were run.
const schemaTable = "schema_versions"

// migrate brings the tables up to date. It refuses a record with migrations
// that this version does not know.
func (r *Record) migrate(ctx context.Context) error {
	provider, err := r.migrationProvider()
	if err != nil {
		return err
	}
	current, err := r.schemaVersion(ctx)
	if err != nil {
		return err
	}
	if err := checkNewer(current, newest(provider)); err != nil || current == newest(provider) {
		return err
	}
	for {
		_, err = provider.Up(ctx)
		if err == nil {
			return nil
		}
		now, lookErr := r.schemaVersion(ctx)
		switch {
		case lookErr != nil || now <= current:
			return fmt.Errorf("migrate: %w", err)
		case now == newest(provider):
			return nil // another process was quicker
		}
		current = now // another process is at it
	}
}

// checkSchema is migrate for a record that may not be written.
func (r *Record) checkSchema(ctx context.Context) error {
	provider, err := r.migrationProvider()
	if err != nil {
		return err
	}
	current, err := r.schemaVersion(ctx)
	switch {
	case err != nil:
		return err
	case current == 0:
		return claim.Errorf(claim.CodeNotFound, "there is no record there yet")
	case current < newest(provider):
		return claim.Errorf(claim.CodeReadOnly, "the record was written by an older version of Onrecord and has to be brought up to date first").
			WithHint("start this version once where it may write, or look at the record with the older version")
	}
	return checkNewer(current, newest(provider))
}

func checkNewer(current, known int64) error {
	if current <= known {
		return nil
	}
	return claim.Errorf(claim.CodeRecordNewer, "the record was written by a newer version of Onrecord (schema %d; this version knows %d)", current, known).
		WithHint("run the version of Onrecord that wrote the record, or a newer one")
}

func newest(p *goose.Provider) int64 {
	sources := p.ListSources()
	return sources[len(sources)-1].Version
}

func (r *Record) migrationProvider() (*goose.Provider, error) {
	folder, err := fs.Sub(migrations, "migrations/"+string(r.db.Dialect()))
	if err != nil {
		return nil, err
	}
	dialect := goose.DialectSQLite3
	options := []goose.ProviderOption{goose.WithTableName(schemaTable), goose.WithDisableGlobalRegistry(true)}
	if r.db.Dialect() == stored.Postgres {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	db := r.db.Write
	if db == nil {
		db = r.db.Read.DB
	}
	return goose.NewProvider(dialect, db.DB, folder, options...)
}

// schemaVersion is the newest migration that was run, 0 for none.
func (r *Record) schemaVersion(ctx context.Context) (int64, error) {
	exists := `select count(*) from sqlite_master where type = 'table' and name = ?`
	if r.db.Dialect() == stored.Postgres {
		exists = `select count(*) from information_schema.tables where table_schema = any (current_schemas(false)) and table_name = ?`
	}
	var n int
	if err := stored.Get(ctx, r.db.Read, &n, exists, schemaTable); err != nil || n == 0 {
		return 0, err
	}
	var version int64
	err := stored.Get(ctx, r.db.Read, &version, `select max(version_id) from `+schemaTable+` where is_applied`)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return version, err
}
