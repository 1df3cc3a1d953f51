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

func (r *Record) statesAsOf(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error) {
	var rows []storedEntry
	err := selectAll(ctx, r.read, &rows, `
		select `+entryColumns+` from entries
		where stream in (select stream from streams where case_id = ?) order by position`, caseID.String())
	if err != nil {
		return nil, r.fail("states as of", err)
	}
	entries, err := entriesOf(rows)
	if err != nil {
		return nil, r.fail("states as of", err)
	}
	states, err := foldAll(entries, asOf)
	return states, r.fail("states as of", err)
}

func foldAll(entries []claim.Entry, asOf time.Time) ([]claim.Aggregate, error) {
	byStream := map[claim.Stream][]claim.Entry{}
	var order []claim.Stream
	for _, e := range entries {
		if e.Version == 1 {
			order = append(order, e.Stream)
		}
		byStream[e.Stream] = append(byStream[e.Stream], e)
	}
	var states []claim.Aggregate
	for _, s := range order {
		a := claim.New(s.Kind, s.ID)
		if err := evolve(a, byStream[s], asOf); err != nil {
			return nil, err
		}
		if a.StreamVersion() > 0 {
			states = append(states, a)
		}
	}
	return states, nil
}
