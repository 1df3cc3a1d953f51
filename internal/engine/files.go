package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	databaseName = "engine.db"
	listName     = "engine.list.db" // the list of workflows, by which they are found
	versionName  = "engine.version" // schema version the database was made with
	keyName      = "engine.key"     // a known text, sealed: tells whether the keys are the ones used before
	rebuildName  = "engine.rebuild" // present until the caller has rebuilt after a fresh start
)

// sqliteSuffixes are the files that make up one SQLite database.
var sqliteSuffixes = []string{"", "-wal", "-shm"}

// databaseNames are those of the databases of the server. They stand and fall together.
var databaseNames = []string{databaseName, listName}

// files are those of one embedded engine.
type files struct {
	dir string
}

func (f files) path(name string) string { return filepath.Join(f.dir, name) }

// prepare makes the directory and reports whether the databases are there, of this schema. Those of any other schema, or
// one without the other, are put aside first: the server would run on them without a word and fail later.
func (f files) prepare(version string) (present bool, err error) {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return false, fmt.Errorf("engine: create directory: %w", err)
	}
	if err := os.Chmod(f.dir, 0o700); err != nil {
		return false, fmt.Errorf("engine: close directory to others: %w", err)
	}
	there := slices.DeleteFunc(slices.Clone(databaseNames), func(name string) bool { return !exists(f.path(name)) })
	if len(there) == 0 {
		return false, nil
	}
	found, err := f.version()
	if err != nil {
		return false, err
	}
	if found == version && len(there) == len(databaseNames) {
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

// putAside renames the databases and their companions; nothing is deleted.
func (f files) putAside(version string) error {
	for _, name := range databaseNames {
		target := f.asideName(name, version)
		for _, suffix := range sqliteSuffixes {
			err := os.Rename(f.path(name)+suffix, target+suffix)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("engine: put old database aside: %w", err)
			}
		}
	}
	return nil
}

func (f files) asideName(name, version string) string {
	kept := strings.TrimSuffix(name, ".db") + "." + strings.Map(fileNameRune, version)
	target := f.path(kept + ".db")
	for n := 2; exists(target); n++ {
		target = f.path(fmt.Sprintf("%s.%d.db", kept, n))
	}
	return target
}

func fileNameRune(r rune) rune {
	if strings.ContainsRune("0123456789abcdefghijklmnopqrstuvwxyz.-", r) {
		return r
	}
	return '_'
}

// createDatabases makes the empty files, for SQLite gives their companions the mode of the database. A crash half way must
// not pass for a working engine: the old version is forgotten first, and the need to rebuild is noted.
func (f files) createDatabases() error {
	if err := remove(f.path(versionName)); err != nil {
		return err
	}
	if err := f.write(rebuildName, nil); err != nil {
		return err
	}
	for _, name := range databaseNames {
		file, err := os.OpenFile(f.path(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("engine: create database: %w", err)
		}
		if err := file.Close(); err != nil {
			return fmt.Errorf("engine: create database: %w", err)
		}
	}
	return nil
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

// databaseBytes is the size of the databases and their write-ahead logs.
func (f files) databaseBytes() int64 {
	var total int64
	for _, name := range databaseNames {
		for _, suffix := range sqliteSuffixes[:2] {
			if info, err := os.Stat(f.path(name) + suffix); err == nil {
				total += info.Size()
			}
		}
	}
	return total
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
