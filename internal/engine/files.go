package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	databaseName = "engine.db"
	versionName  = "engine.version" // schema version the database was made with
	keyName      = "engine.key"     // a known text, sealed: tells whether the keys are the ones used before
	rebuildName  = "engine.rebuild" // present until the caller has rebuilt after a fresh start
)

// sqliteSuffixes are the files that make up one SQLite database.
var sqliteSuffixes = []string{"", "-wal", "-shm"}

// files are those of one embedded engine.
type files struct {
	dir string
}

func (f files) path(name string) string { return filepath.Join(f.dir, name) }

// prepare makes the directory and reports whether a database of this schema is there. A database of any other schema
// is put aside first: the server would run on it without a word and fail later.
func (f files) prepare(version string) (present bool, err error) {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return false, fmt.Errorf("engine: create directory: %w", err)
	}
	if err := os.Chmod(f.dir, 0o700); err != nil {
		return false, fmt.Errorf("engine: close directory to others: %w", err)
	}
	if !exists(f.path(databaseName)) {
		return false, nil
	}
	found, err := f.version()
	if err != nil {
		return false, err
	}
	if found == version {
		return true, nil
	}
	return false, f.putAside(found)
}

// version returns what schema the database was made with, or "unknown".
func (f files) version() (string, error) {
	text, err := os.ReadFile(f.path(versionName))
	if errors.Is(err, fs.ErrNotExist) {
		return "unknown", nil
	}
	if err != nil {
		return "", fmt.Errorf("engine: read schema version: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}

// putAside renames the database and its companions; nothing is deleted.
func (f files) putAside(version string) error {
	target := f.asideName(version)
	for _, suffix := range sqliteSuffixes {
		err := os.Rename(f.path(databaseName)+suffix, target+suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("engine: put old database aside: %w", err)
		}
	}
	return nil
}

func (f files) asideName(version string) string {
	safe := strings.Map(fileNameRune, version)
	target := f.path("engine." + safe + ".db")
	for n := 2; exists(target); n++ {
		target = f.path(fmt.Sprintf("engine.%s.%d.db", safe, n))
	}
	return target
}

func fileNameRune(r rune) rune {
	if strings.ContainsRune("0123456789abcdefghijklmnopqrstuvwxyz.-", r) {
		return r
	}
	return '_'
}

// createDatabase makes the empty file, for SQLite gives its companions the mode of the database. A crash half way must
// not pass for a working engine: the old version is forgotten first, and the need to rebuild is noted.
func (f files) createDatabase() error {
	if err := remove(f.path(versionName)); err != nil {
		return err
	}
	if err := f.write(rebuildName, nil); err != nil {
		return err
	}
	file, err := os.OpenFile(f.path(databaseName), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("engine: create database: %w", err)
	}
	return file.Close()
}

func (f files) needsRebuild() bool { return exists(f.path(rebuildName)) }

func (f files) rebuilt() error { return remove(f.path(rebuildName)) }

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("engine: remove file: %w", err)
	}
	return nil
}

// write replaces a small file in one step that survives a power cut.
func (f files) write(name string, text []byte) error {
	temp, err := os.OpenFile(f.path(name)+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("engine: write %s: %w", name, err)
	}
	_, err = temp.Write(text)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err == nil {
		err = os.Rename(temp.Name(), f.path(name))
	}
	if err != nil {
		return fmt.Errorf("engine: write %s: %w", name, err)
	}
	return nil
}

// databaseBytes is the size of the database and its write-ahead log.
func (f files) databaseBytes() int64 {
	var total int64
	for _, suffix := range sqliteSuffixes[:2] {
		if info, err := os.Stat(f.path(databaseName) + suffix); err == nil {
			total += info.Size()
		}
	}
	return total
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
