package database

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Fault implements [Kind]. The primary code stands in the lowest byte
// (https://www.sqlite.org/rescode.html).
func (s sqlite) Fault(err error) *claim.Error {
	var e *driver.Error
	if !errors.As(err, &e) {
		return s.fileFault(err)
	}
	switch e.Code() {
	case codes.SQLITE_CONSTRAINT_UNIQUE, codes.SQLITE_CONSTRAINT_PRIMARYKEY:
		return stored.Taken()
	}
	switch e.Code() & 0xff {
	case codes.SQLITE_FULL:
		return diskFull(s.path)
	case codes.SQLITE_READONLY, codes.SQLITE_PERM, codes.SQLITE_CANTOPEN:
		return readOnly(s.path)
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return claim.Errorf(claim.CodeUnavailable, "another program is writing to %s", s.path).
			WithHint("try again; if it stays so, find the program that holds the file")
	case codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
		return claim.Errorf(claim.CodeRecordDamaged, "%s is damaged, or not a record", s.path).
			WithHint("stop Onrecord, keep the file, and restore the latest backup")
	case codes.SQLITE_IOERR:
		return s.ioFault(e)
	}
	return nil
}

// isBusy tells whether another program held the file.
func isBusy(err error) bool {
	var e *driver.Error
	return errors.As(err, &e) && e.Code()&0xff == codes.SQLITE_BUSY
}

// fileFault is for errors of the operating system, before SQLite has the file.
func (s sqlite) fileFault(err error) *claim.Error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return diskFull(s.path)
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS):
		return readOnly(s.path)
	case errors.Is(err, os.ErrNotExist), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EISDIR):
		return claim.Errorf(claim.CodeUnavailable, "%s cannot be a record: its folder is not there, or it is a folder itself", s.path).
			WithHint("create the folder, or give another path")
	}
	return nil
}

// ioFault tells a full disk, which shows as an I/O error when it strikes the
// index of the write-ahead log, from a failing one.
func (s sqlite) ioFault(e *driver.Error) *claim.Error {
	var fs syscall.Statfs_t
	if syscall.Statfs(filepath.Dir(s.path), &fs) == nil && fs.Bavail*uint64(fs.Bsize) < 1<<20 {
		return diskFull(s.path)
	}
	return claim.Errorf(claim.CodeUnavailable, "the disk that holds %s reports an error (%d)", s.path, e.Code()).
		WithHint("look at the system's log; nothing is written until the disk works again")
}
