// Package tables is what the pages of the desk read: lists, turns, the inbox and the
// outbox, names, what was published.
//
// # What follows from entries
//
// Most tables are a projection. [RowsOf] says in which rows a state shows; a [Table]
// says where they stand. The record calls [Project] in the transaction that appends,
// with the rows before and after the entry, and only what differs is written. So a
// new list begins here: a table in [All], its rows in [RowsOf], the next [Version],
// and a method of [Tables] that reads it. When the version differs, the record empties
// the tables ([Empty]) and has a [Filler] fill them from all entries; its check
// compares every row with what [RowsOf] says.
//
// # What does not
//
// What a person keeps for herself (views, preferences, looks, snoozes) and lists of
// claims that are being added are working state: written by [Tables] itself, in the
// record's queue, and left alone when the projection is filled again.
//
// # How to read
//
// Lists come in pages: a cursor names the last row, so that a page costs a page
// however long the list is, and every condition has an index to go along. Whoever asks
// is a [lists.Viewer], and sees no row of a restricted case that is not hers
// ([Clauses.Visible]).
//
// The package knows the record by [stored.Database] alone.
package tables

import (
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Tables answers the questions of the pages. Its methods may be called from many
// goroutines at once.
type Tables struct{ db stored.Database }

// New returns the tables of a record.
func New(db stored.Database) *Tables { return &Tables{db} }
