package record

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/search"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// Bulk is a lot that is written at once: whole streams, and the content that
// they refer to. It is for filling records with what is decided already, as by
// an import or a benchmark; nothing in it may be there yet. One may be made
// while others are written.
type Bulk struct {
	contents []stored.Content
	entries  []claim.Entry
	rows     []stored.Entry
	streams  []bulkStream
}

// bulkStream is what follows from one stream of a bulk.
type bulkStream struct {
	state   claim.Aggregate
	encoded []byte
	rows    []tables.Row
	docs    []search.Doc
	last    stored.Entry
}

// Keep adds content and returns its reference.
func (k *Bulk) Keep(media string, data []byte) claim.Ref {
	salt := make([]byte, saltBytes)
	rand.Read(salt)
	ref := stored.RefOf(salt, media, data)
	k.contents = append(k.contents, stored.Content{Ref: ref, Key: "bulk/" + uuid.NewString(), Media: media, Salt: salt, Data: data})
	return ref
}

// Add adds entries. All of a stream belong into one bulk.
func (k *Bulk) Add(entries ...claim.Entry) { k.entries = append(k.entries, entries...) }

// Prepare brings the entries into the order of their instants, and works out
// what follows from them. It takes the most time, and can be done aside.
func (k *Bulk) Prepare() error {
	slices.SortStableFunc(k.entries, func(a, b claim.Entry) int { return a.At.Compare(b.At) })
	byStream := map[claim.Stream][]int{}
	var order []claim.Stream
	k.rows = make([]stored.Entry, len(k.entries))
	for i, e := range k.entries {
		e.At = claim.Instant(e.At)
		k.entries[i] = e
		row, err := stored.Encode(e)
		if err != nil {
			return err
		}
		row.Position = int64(i) + 1 // of the first entry of the bulk on
		k.rows[i] = row
		if byStream[e.Stream] == nil {
			order = append(order, e.Stream)
		}
		byStream[e.Stream] = append(byStream[e.Stream], i)
	}
	for _, s := range order {
		if err := k.follow(s, byStream[s]); err != nil {
			return err
		}
	}
	k.entries = nil
	return nil
}

func (k *Bulk) follow(s claim.Stream, at []int) error {
	rows := make([]stored.Entry, len(at))
	for i, n := range at {
		rows[i] = k.rows[n]
	}
	a, entries, err := stored.FoldEntries(s.String(), rows)
	if err != nil {
		return fmt.Errorf("bulk: %s: %w", s, err)
	}
	encoded, err := stored.EncodeState(a)
	if err != nil {
		return err
	}
	k.streams = append(k.streams, bulkStream{
		state: a, encoded: encoded, rows: tables.RowsOf(a), last: rows[len(rows)-1],
		docs: search.DocsOf(a, entries, func(i int) int64 { return rows[i].Position }),
	})
	return nil
}

// AddBulk writes bulks that were prepared, in this order, and returns when they
// are durable.
func (r *Record) AddBulk(ctx context.Context, bulks ...*Bulk) error {
	return r.wait(ctx, "load", &call{long: true, done: make(chan error, 1), run: func(b *batch) error {
		return b.roomy(func() error {
			for _, k := range bulks {
				if err := b.loadBulk(k); err != nil {
					return err
				}
			}
			return nil
		})
	}})
}

// roomy gives SQLite memory for a long write: every index is written at places
// all over it, and a page that had to make room is written twice.
func (b *batch) roomy(run func() error) error {
	if b.record.db.Dialect() != stored.SQLite {
		return run()
	}
	pragma := func(kilobytes int64) error { // it takes effect when it is prepared, so it must not be kept so
		_, err := b.tx.ExecContext(b.Ctx, fmt.Sprintf(`pragma cache_size = -%d`, kilobytes))
		return err
	}
	if err := pragma(b.record.roomBytes >> 10); err != nil {
		return err
	}
	err := run()
	return errors.Join(err, pragma(32_000))
}

func (b *batch) loadBulk(k *Bulk) error {
	for some := range slices.Chunk(k.contents, tables.FillRows) {
		var args []any
		for _, c := range some {
			args = append(args, string(c.Ref), c.Key, c.Media, c.Salt, c.Data, int64(0))
		}
		if err := b.Exec(`insert into contents (`+stored.ContentColumns+`) values `+many(6, len(some)), args...); err != nil {
			return err
		}
	}
	b.record.kept.forget() // it may have looked at streams that were not there yet
	base := b.head.Position
	if err := b.chainMany(k.rows, base); err != nil {
		return err
	}
	f := newFiller(b)
	for _, s := range k.streams {
		if err := f.take(s, base); err != nil {
			return err
		}
	}
	if err := f.finish(); err != nil {
		return err
	}
	err := b.Exec(`insert into commands (stream, command, version)
		select stream, command, max(version) from entries where position > ? group by stream, command`, base)
	if err != nil {
		return err
	}
	return b.Exec(`update head set position = ?, hash = ?`, b.head.Position, b.head.Hash)
}

// chainMany puts the rows at the end of the chain, many by one statement.
func (b *batch) chainMany(rows []stored.Entry, base int64) error {
	for some := range slices.Chunk(rows, tables.FillRows) {
		args := make([]any, 0, 10*len(some))
		for _, row := range some {
			row.Position += base
			if row.Position != b.head.Position+1 {
				return errors.New("the entries of a bulk are not in order")
			}
			row.Hash = row.Chained(b.head.Hash)
			args = append(args, row.Position, row.Stream, row.Version, row.At, row.Actor, row.Command, row.Program, row.Kind, row.Body, row.Hash)
			b.head = head{row.Position, row.Hash}
		}
		if err := b.Exec(`insert into entries (`+stored.EntryColumns+`) values `+many(10, len(some)), args...); err != nil {
			return err
		}
	}
	return nil
}

// many are the placeholders for n rows of some columns.
func many(columns, n int) string {
	return strings.TrimSuffix(strings.Repeat("("+stored.Marks(columns)+"), ", n), ", ")
}

// take writes what follows from a stream of a bulk whose first entry stands
// after base.
func (f *filler) take(s bulkStream, base int64) error {
	s.last.Position += base
	for i := range s.docs {
		s.docs[i].ID += base
	}
	return f.rest(s.state, append(s.rows, tables.StreamRow(s.state, s.encoded)), []stored.Entry{s.last}, s.docs)
}
