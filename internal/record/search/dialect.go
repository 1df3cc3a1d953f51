package search

import (
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// dialect is what differs between the two databases.
type dialect interface {
	// insertDocs makes documents findable, and removeDoc undoes it for one.
	insertDocs(w *Writer, docs []Doc) error
	removeDoc(w *Writer, row docRow) error
	// emptyDocs are the statements that empty the index.
	emptyDocs() []string
	// searches find the latest documents before a position. Each is for what the
	// one before it did not find enough of; the last one finds all.
	searches(q lists.SearchQuery, before int64) []search
}

type (
	sqlite   struct{}
	postgres struct{}
)

// Index is what can be found by its words. Its methods may be called from many
// goroutines at once.
type Index struct {
	db      stored.Database
	dialect dialect
	reader  Reader // nil for none
}

// New returns the index of a record. reader may be nil.
func New(db stored.Database, reader Reader) *Index {
	x := &Index{db: db, dialect: sqlite{}, reader: reader}
	if db.Dialect() == stored.Postgres {
		x.dialect = postgres{}
	}
	return x
}

// Empty are the statements that empty the index.
func (x *Index) Empty() []string { return x.dialect.emptyDocs() }

// In returns what writes the index in a transaction.
func (x *Index) In(w stored.Writing) *Writer { return &Writer{w, x} }

// Writer writes the index in one transaction.
type Writer struct {
	stored.Writing
	index *Index
}
