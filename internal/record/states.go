package record

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// States returns the case, its claims and its correspondences as they were at
// an instant, or as they are now for the zero time, in the order in which they
// began; what began later is left out.
func (r *Record) States(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error) {
	if asOf.IsZero() {
		return r.statesNow(ctx, caseID)
	}
	return r.statesAsOf(ctx, caseID, asOf)
}

// StatesAbout returns the case, one claim of it and the correspondences in which
// that was asked, as they are now, in the order in which they began.
func (r *Record) StatesAbout(ctx context.Context, caseID, about uuid.UUID) ([]claim.Aggregate, error) {
	return r.statesInOrder(ctx, `streams.`+r.ofStreams(`select ? union all select ? union all
		select 'correspondence/' || requests.correspondence from requests
		join request_claims on request_claims.request = requests.id where request_claims.claim = ?`),
		claim.Stream{Kind: claim.StreamCase, ID: caseID}.String(), claim.Stream{Kind: claim.StreamClaim, ID: about}.String(), about.String())
}

func (r *Record) statesNow(ctx context.Context, caseID uuid.UUID) ([]claim.Aggregate, error) {
	return r.statesInOrder(ctx, `streams.case_id = ?`, caseID.String())
}

// statesInOrder returns the states of streams in the order in which they began.
func (r *Record) statesInOrder(ctx context.Context, where string, args ...any) ([]claim.Aggregate, error) {
	var rows []struct{ Stream, State string }
	err := selectAll(ctx, r.read, &rows, `
		select streams.stream, streams.state from streams
		join entries on entries.stream = streams.stream and entries.version = 1
		where `+where+` order by entries.position`, args...)
	if err != nil {
		return nil, r.fail("states", err)
	}
	states := make([]claim.Aggregate, len(rows))
	for i, row := range rows {
		s, err := claim.ParseStream(row.Stream)
		if err != nil {
			return nil, r.fail("states", err)
		}
		if states[i], err = decodeState(s, []byte(row.State)); err != nil {
			return nil, r.fail("states", err)
		}
	}
	return states, nil
}

// changedSince is the condition that a stream has an entry after an instant.
const changedSince = `exists (select 1 from entries as later where later.stream = streams.stream and later.at > ?)`

// statesAsOf folds the entries of those streams alone that have changed since.
func (r *Record) statesAsOf(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error) {
	at := micros(asOf)
	var rows []struct{ Stream, State string }
	err := selectAll(ctx, r.read, &rows, `
		select streams.stream, case when `+changedSince+` then '' else streams.state end as state from streams
		join entries on entries.stream = streams.stream and entries.version = 1
		where streams.case_id = ? order by entries.position`, at, caseID.String())
	if err != nil {
		return nil, r.fail("states as of", err)
	}
	changed, err := r.entriesUntil(ctx, caseID, at)
	if err != nil {
		return nil, r.fail("states as of", err)
	}
	var states []claim.Aggregate
	for _, row := range rows {
		a, err := stateThen(row.Stream, row.State, changed[row.Stream], asOf)
		if err != nil {
			return nil, r.fail("states as of", err)
		}
		if a.StreamVersion() > 0 {
			states = append(states, a)
		}
	}
	return states, nil
}

// entriesUntil are the entries up to an instant of the streams of a case that have
// changed since.
func (r *Record) entriesUntil(ctx context.Context, caseID uuid.UUID, at int64) (map[string][]storedEntry, error) {
	var rows []storedEntry
	err := selectAll(ctx, r.read, &rows, `select `+entryColumns+` from entries where `+
		r.ofStreams(`select stream from streams where case_id = ? and `+changedSince)+` order by stream, version`, caseID.String(), at)
	found, over := map[string][]storedEntry{}, map[string]bool{}
	for _, row := range rows {
		if over[row.Stream] = over[row.Stream] || row.At > at; !over[row.Stream] {
			found[row.Stream] = append(found[row.Stream], row)
		}
	}
	return found, err
}

// stateThen is the state of a stream as it stands, or else what its entries up to
// an instant come to.
func stateThen(stream, state string, rows []storedEntry, asOf time.Time) (claim.Aggregate, error) {
	s, err := claim.ParseStream(stream)
	if err != nil {
		return nil, err
	}
	if state != "" {
		return decodeState(s, []byte(state))
	}
	entries, err := entriesOf(rows)
	if err != nil {
		return nil, err
	}
	a := claim.New(s.Kind, s.ID)
	return a, evolve(a, entries, asOf)
}
