package record

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Load returns the state of a stream after its last entry. It is empty, with
// version 0, when nothing is there. The state is the caller's own.
func (r *Record) Load(ctx context.Context, s claim.Stream) (claim.Aggregate, error) {
	a, err := stored.DecodeState(s, r.cache.get(s))
	if err != nil {
		return nil, r.fail("load", err)
	}
	before := a.StreamVersion()
	if err := advance(ctx, r.db.Read, a); err != nil {
		return nil, r.fail("load", err)
	}
	if a.StreamVersion() == before {
		return a, nil
	}
	state, err := stored.EncodeState(a)
	if err != nil {
		return nil, r.fail("load", err)
	}
	r.cache.put(s, a.StreamVersion(), state)
	return a, nil
}

// Entries returns the entries of a stream in order, none when nothing is there.
func (r *Record) Entries(ctx context.Context, s claim.Stream) ([]claim.Entry, error) {
	entries, err := entriesAfter(ctx, r.db.Read, s, 0)
	return entries, r.fail("entries", err)
}

func entriesAfter(ctx context.Context, q stored.Querier, s claim.Stream, version int64) ([]claim.Entry, error) {
	var rows []stored.Entry
	err := stored.Select(ctx, q, &rows,
		`select `+stored.EntryColumns+` from entries where stream = ? and version > ? order by version`, s.String(), version)
	if err != nil {
		return nil, err
	}
	return stored.Entries(rows)
}

// advance takes the entries that were recorded since into the state.
func advance(ctx context.Context, q stored.Querier, a claim.Aggregate) error {
	entries, err := entriesAfter(ctx, q, a.Stream(), a.StreamVersion())
	if err != nil {
		return err
	}
	return stored.Evolve(a, entries, time.Time{})
}
