// Package history reads entries back, and the states that they come to: what happened in a
// case and on the desk, what is new since a position, and a case as it stood at an instant.
//
// A case that the viewer may not see has no history for her, nor has the mail that is or may
// be for it. Who that is, package tables says.
package history

import (
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// History reads the entries of a record. Its methods may be called from many goroutines at once.
type History struct {
	db     stored.Database
	tables *tables.Tables
}

// New returns the history of a record, beside its tables.
func New(db stored.Database, tables *tables.Tables) *History { return &History{db, tables} }
