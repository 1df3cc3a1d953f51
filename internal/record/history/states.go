package history

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// States returns the case, its claims and its correspondences as they were at
// an instant, or as they are now for the zero time, in the order in which they
// began, and the claims in that of the case; what began later is left out.
func (h *History) States(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error) {
	found, err := h.statesAt(ctx, caseID, asOf)
	if err != nil {
		return nil, err
	}
	var story []uuid.UUID
	for _, s := range found {
		if d, ok := s.(*draft.Draft); ok {
			story = d.Order()
		}
	}
	verification.Ordered(found, story)
	return found, nil
}

func (h *History) statesAt(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error) {
	if asOf.IsZero() {
		return h.statesNow(ctx, caseID)
	}
	return h.statesAsOf(ctx, caseID, asOf)
}

// StatesAbout returns the case, one claim of it and the correspondences in which
// that was asked, as they are now, in the order in which they began.
func (h *History) StatesAbout(ctx context.Context, caseID, about uuid.UUID) ([]claim.Aggregate, error) {
	return h.statesInOrder(ctx, `streams.`+h.ofStreams(`select ? union all select ? union all
		select 'correspondence/' || requests.correspondence from requests
		join request_claims on request_claims.request = requests.id where request_claims.claim = ?`),
		claim.Stream{Kind: claim.StreamCase, ID: caseID}.String(), claim.Stream{Kind: claim.StreamClaim, ID: about}.String(), about.String())
}

func (h *History) statesNow(ctx context.Context, caseID uuid.UUID) ([]claim.Aggregate, error) {
	return h.statesInOrder(ctx, `streams.case_id = ?`, caseID.String())
}

// statesInOrder returns the states of streams in the order in which they began.
func (h *History) statesInOrder(ctx context.Context, where string, args ...any) ([]claim.Aggregate, error) {
	var rows []struct{ Stream, State string }
	err := stored.Select(ctx, h.db, &rows, `
		select streams.stream, streams.state from streams
		join entries on entries.stream = streams.stream and entries.version = 1
		where `+where+` order by entries.position`, args...)
	if err != nil {
		return nil, h.db.Fail("states", err)
	}
	states := make([]claim.Aggregate, len(rows))
	for i, row := range rows {
		s, err := claim.ParseStream(row.Stream)
		if err != nil {
			return nil, h.db.Fail("states", err)
		}
		if states[i], err = stored.DecodeState(s, []byte(row.State)); err != nil {
			return nil, h.db.Fail("states", err)
		}
	}
	return states, nil
}

// changedSince is the condition that a stream has an entry after an instant.
const changedSince = `exists (select 1 from entries as later where later.stream = streams.stream and later.at > ?)`

// statesAsOf folds the entries of those streams alone that have changed since.
func (h *History) statesAsOf(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error) {
	at := stored.Micros(asOf)
	var rows []struct{ Stream, State string }
	err := stored.Select(ctx, h.db, &rows, `
		select streams.stream, case when `+changedSince+` then '' else streams.state end as state from streams
		join entries on entries.stream = streams.stream and entries.version = 1
		where streams.case_id = ? order by entries.position`, at, caseID.String())
	if err != nil {
		return nil, h.db.Fail("states as of", err)
	}
	changed, err := h.entriesUntil(ctx, caseID, at)
	if err != nil {
		return nil, h.db.Fail("states as of", err)
	}
	var states []claim.Aggregate
	for _, row := range rows {
		a, err := stateThen(row.Stream, row.State, changed[row.Stream], asOf)
		if err != nil {
			return nil, h.db.Fail("states as of", err)
		}
		if a.StreamVersion() > 0 {
			states = append(states, a)
		}
	}
	return states, nil
}

// entriesUntil are the entries up to an instant of the streams of a case that have
// changed since.
func (h *History) entriesUntil(ctx context.Context, caseID uuid.UUID, at int64) (map[string][]stored.Entry, error) {
	var rows []stored.Entry
	err := stored.Select(ctx, h.db, &rows, `select `+stored.EntryColumns+` from entries where `+
		h.ofStreams(`select stream from streams where case_id = ? and `+changedSince)+` order by stream, version`, caseID.String(), at)
	found, over := map[string][]stored.Entry{}, map[string]bool{}
	for _, row := range rows {
		if over[row.Stream] = over[row.Stream] || row.At > at; !over[row.Stream] {
			found[row.Stream] = append(found[row.Stream], row)
		}
	}
	return found, err
}

// stateThen is the state of a stream as it stands, or else what its entries up to
// an instant come to.
func stateThen(stream, state string, rows []stored.Entry, asOf time.Time) (claim.Aggregate, error) {
	s, err := claim.ParseStream(stream)
	if err != nil {
		return nil, err
	}
	if state != "" {
		return stored.DecodeState(s, []byte(state))
	}
	entries, err := stored.Entries(rows)
	if err != nil {
		return nil, err
	}
	a := claim.New(s.Kind, s.ID)
	return a, stored.Evolve(a, entries, asOf)
}

// LoadAll returns the states of the streams of a kind that have entries: of
// those named, or of all if none is.
func (h *History) LoadAll(ctx context.Context, kind claim.StreamKind, ids ...uuid.UUID) ([]claim.Aggregate, error) {
	if len(ids) == 0 {
		return h.statesWhere(ctx, `stream in (select kind || '/' || id from names where kind = ?)`, string(kind))
	}
	var states []claim.Aggregate
	for some := range slices.Chunk(ids, stored.MaxIn) {
		some = stored.Padded(some)
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = claim.Stream{Kind: kind, ID: id}.String()
		}
		more, err := h.statesWhere(ctx, `stream in (`+stored.Marks(len(some))+`)`, args...)
		if err != nil {
			return nil, err
		}
		states = append(states, more...)
	}
	return states, nil
}

func (h *History) statesWhere(ctx context.Context, where string, args ...any) ([]claim.Aggregate, error) {
	var rows []struct{ Stream, State string }
	err := stored.Select(ctx, h.db, &rows, `select stream, state from streams where `+where+` order by stream`, args...)
	if err != nil {
		return nil, h.db.Fail("load all", err)
	}
	states := make([]claim.Aggregate, len(rows))
	for i, row := range rows {
		s, err := claim.ParseStream(row.Stream)
		if err != nil {
			return nil, h.db.Fail("load all", err)
		}
		if states[i], err = stored.DecodeState(s, []byte(row.State)); err != nil {
			return nil, h.db.Fail("load all", err)
		}
	}
	return states, nil
}
