package engine

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"net/url"
	"os"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/persistence/sql/sqlplugin"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	sqliteschema "go.temporal.io/server/schema/sqlite"
	"golang.org/x/mod/semver"
)

// minSQLite is the first release without the write-ahead log reset bug, which can corrupt a database.
const minSQLite = "3.51.3"

// keyCheck is the text behind keyName.
var keyCheck = []byte("onrecord engine")

// databases are those of the server: of what runs, and of the list by which workflows are found. As a database has one
// connection, what a workflow shows would keep everything waiting that moves workflows on, in one alone.
type databases struct{ main, list *config.SQL }

func (f files) databases(synchronous, nonce string) databases {
	return databases{f.sqlConfig(databaseName, synchronous, nonce), f.sqlConfig(listName, synchronous, nonce)}
}

// sqlConfig is one database of the server. The pragmas are in force for every connection; there is only one, as more
// gives SQLITE_BUSY. The nonce keeps two servers of one process apart: the server's pool never closes a connection
// and would hand the second one a file that may have been put aside since.
func (f files) sqlConfig(name, synchronous, nonce string) *config.SQL {
	return &config.SQL{
		PluginName:   sqlite.PluginName,
		DatabaseName: (&url.URL{Path: f.path(name)}).EscapedPath(),
		MaxConns:     1,
		MaxIdleConns: 1,
		ConnectAttributes: map[string]string{
			"mode":         "rwc",
			"setup":        "no-" + nonce,
			"auto_vacuum":  "2",
			"busy_timeout": "10000",
			"journal_mode": "wal",
			"synchronous":  synchronous,
		},
	}
}

// openDatabases makes the databases ready for the server and tells whether the keys are the right ones.
func (f files) openDatabases(of databases, sealer Sealer) error {
	version, err := schemaVersion()
	if err != nil {
		return err
	}
	present, err := f.prepare(version)
	if err != nil {
		return err
	}
	if present {
		return f.checkKey(sealer)
	}
	if err := f.createDatabases(); err != nil {
		return err
	}
	if err := sqliteschema.SetupSchema(of.main); err != nil {
		return fmt.Errorf("engine: set up schema: %w", err)
	}
	if err := f.createList(); err != nil {
		return err
	}
	if err := f.noteKey(sealer); err != nil {
		return err
	}
	return f.write(versionName, []byte(version+"\n"))
}

// open opens a database beside the server.
func (f files) open(name string) (*sql.DB, error) {
	dsn := "file:" + (&url.URL{Path: f.path(name)}).EscapedPath() + "?mode=rw&_pragma=busy_timeout%3D2000"
	db, err := sql.Open(sqlite.PluginName, dsn)
	if err != nil {
		return nil, fmt.Errorf("engine: open database: %w", err)
	}
	return db, nil
}

func (f files) noteKey(sealer Sealer) error {
	sealed, err := sealer.Seal(keyCheck, keyCheck)
	if err != nil {
		return fmt.Errorf("engine: seal key check: %w", err)
	}
	return f.write(keyName, sealed)
}

// checkKey refuses keys that do not open the histories: a worker with such keys would fail every workflow it loads.
func (f files) checkKey(sealer Sealer) error {
	sealed, err := os.ReadFile(f.path(keyName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("engine: read key check: %w", err)
	}
	if _, err := sealer.Open(sealed, keyCheck); err != nil {
		return fail(CodeWrongKey, fmt.Sprintf("the keys of this installation do not open the engine's database in %s; "+
			"restore the key file that belongs to it, or remove %s so that it is rebuilt from the record",
			f.dir, f.path(versionName)), err)
	}
	return nil
}

// schemaVersion names the schema this build of the server expects. Upstream forgets to count up, so the name ends
// with a hash of the statements themselves, with those of our list of workflows.
func schemaVersion() (string, error) {
	sum := statementHash{Hash: sha256.New()}
	if err := sqliteschema.SetupSchemaOnDB(sum); err != nil {
		return "", fmt.Errorf("engine: read schema: %w", err)
	}
	list, err := listSchema()
	if err != nil {
		return "", err
	}
	for _, statement := range list {
		_ = sum.Exec(statement) // a hash takes everything
	}
	short := hex.EncodeToString(sum.Sum(nil))[:8]
	return sqliteschema.Version + "-" + sqliteschema.VisibilityVersion + "-" + short, nil
}

// statementHash takes the place of a database when the schema is set up. SetupSchemaOnDB calls Exec alone.
type statementHash struct {
	sqlplugin.AdminDB
	hash.Hash
}

// Exec adds the statement to the hash.
func (h statementHash) Exec(statement string, _ ...any) error {
	_, err := h.Write([]byte(statement + "\x00"))
	return err
}

// Close does nothing.
func (h statementHash) Close() error { return nil }

// sqliteVersion asks the linked SQLite for its version and refuses one that can corrupt the database.
func sqliteVersion(ctx context.Context) (string, error) {
	db, err := sql.Open(sqlite.PluginName, ":memory:")
	if err != nil {
		return "", fmt.Errorf("engine: open SQLite: %w", err)
	}
	defer db.Close()
	var version string
	if err := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return "", fmt.Errorf("engine: ask SQLite for its version: %w", err)
	}
	if semver.Compare("v"+version, "v"+minSQLite) < 0 {
		return "", fail(CodeConfig, fmt.Sprintf("this program is built with SQLite %s, which can damage the engine's "+
			"database; %s or later is needed", version, minSQLite), nil)
	}
	return version, nil
}

// tidy moves the write-ahead logs into their databases and gives free pages back. The server does neither.
func (f files) tidy(ctx context.Context) error {
	var errs []error
	for _, name := range databaseNames {
		errs = append(errs, f.tidyOne(ctx, name))
	}
	return errors.Join(errs...)
}

func (f files) tidyOne(ctx context.Context, name string) error {
	db, err := f.open(name)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, pragma := range []string{"PRAGMA incremental_vacuum(5000)", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := db.ExecContext(ctx, pragma); err != nil {
			return fmt.Errorf("engine: tidy database: %w", err)
		}
	}
	return nil
}
