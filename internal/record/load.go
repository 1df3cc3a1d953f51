package record

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Load returns the state of a stream after its last entry. It is empty, with
// version 0, when nothing is there. The state is the caller's own.
func (r *Record) Load(ctx context.Context, s claim.Stream) (claim.Aggregate, error) {
	a, err := decodeState(s, r.cache.get(s))
	if err != nil {
		return nil, r.fail("load", err)
	}
	before := a.StreamVersion()
	if err := advance(ctx, r.read, a); err != nil {
		return nil, r.fail("load", err)
	}
	if a.StreamVersion() == before {
		return a, nil
	}
	state, err := encodeState(a)
	if err != nil {
		return nil, r.fail("load", err)
	}
	r.cache.put(s, a.StreamVersion(), state)
	return a, nil
}

// Entries returns the entries of a stream in order, none when nothing is there.
func (r *Record) Entries(ctx context.Context, s claim.Stream) ([]claim.Entry, error) {
	entries, err := entriesAfter(ctx, r.read, s, 0)
	return entries, r.fail("entries", err)
}

func entriesAfter(ctx context.Context, q querier, s claim.Stream, version int64) ([]claim.Entry, error) {
	var rows []storedEntry
	err := selectAll(ctx, q, &rows,
		`select `+entryColumns+` from entries where stream = ? and version > ? order by version`, s.String(), version)
	if err != nil {
		return nil, err
	}
	return entriesOf(rows)
}

// advance takes the entries that were recorded since into the state.
func advance(ctx context.Context, q querier, a claim.Aggregate) error {
	entries, err := entriesAfter(ctx, q, a.Stream(), a.StreamVersion())
	if err != nil {
		return err
	}
	return evolve(a, entries, time.Time{})
}

// evolve takes entries up to asOf into the state; a zero asOf takes all. The
// domain's Evolve relies on entries that Decide allowed; a damaged record may
// hold others, and then it says so instead of panicking.
func evolve(a claim.Aggregate, entries []claim.Entry, asOf time.Time) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = claim.Errorf(claim.CodeRecordDamaged, "the entries of %s do not fit together", a.Stream()).
				WithHint("run onrecord verify, and restore the latest backup that verifies")
		}
	}()
	for _, e := range entries {
		if !asOf.IsZero() && e.At.After(asOf) {
			return nil
		}
		if e.Version != a.StreamVersion()+1 {
			return claim.Errorf(claim.CodeRecordDamaged, "version %d of %s is missing from the record", a.StreamVersion()+1, a.Stream()).
				WithHint("run onrecord verify, and restore the latest backup that verifies")
		}
		a.Evolve(e)
	}
	return nil
}
