package tables

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// entriesOfCase are the conditions for the entries of one case that a filter picks.
func (t *Tables) entriesOfCase(caseID uuid.UUID, f lists.EntryFilter) (string, []any) {
	where, args := t.ofStreams(streamsOfCase), []any{caseID.String(), caseID.String()}
	if f.Claim != uuid.Nil {
		where = t.ofStreams(`select ? union all select 'correspondence/' || requests.correspondence from requests
			join request_claims on request_claims.request = requests.id where request_claims.claim = ?`)
		args = []any{claim.Stream{Kind: claim.StreamClaim, ID: f.Claim}.String(), f.Claim.String()}
	}
	if f.Before > 0 {
		where, args = where+` and position + 0 < ?`, append(args, f.Before)
	}
	if !f.Until.IsZero() {
		where, args = where+` and at <= ?`, append(args, stored.Micros(f.Until))
	}
	return where, args
}

// CaseEntries returns entries of one case, newest first: of the case, its claims
// and correspondences, and of the mail that was matched to them.
func (t *Tables) CaseEntries(ctx context.Context, caseID uuid.UUID, f lists.EntryFilter) ([]claim.Recorded, error) {
	where, args := t.entriesOfCase(caseID, f)
	var rows []stored.Entry
	// The positions alone stand in the index of streams.
	err := stored.Select(ctx, t.db, &rows, `select `+stored.EntryColumns+` from entries where position in (
		select position from entries where `+where+` order by position + 0 desc limit ?) order by position desc`, append(args, f.Limit)...)
	if err != nil {
		return nil, t.db.Fail("case entries", err)
	}
	entries, err := stored.Recorded(rows)
	return entries, t.db.Fail("case entries", err)
}

// Stops returns where and when each entry of one case stands, in order of position.
func (t *Tables) Stops(ctx context.Context, caseID uuid.UUID) ([]lists.Stop, error) {
	where, args := t.entriesOfCase(caseID, lists.EntryFilter{})
	var rows []struct{ Position, At int64 }
	err := stored.Select(ctx, t.db, &rows, `select position, at from entries where `+where+` order by position + 0`, args...)
	if err != nil {
		return nil, t.db.Fail("stops", err)
	}
	stops := make([]lists.Stop, len(rows))
	for i, row := range rows {
		stops[i] = lists.Stop{Position: row.Position, At: stored.Instant(row.At)}
	}
	return stops, nil
}

// Called returns how things are called, whatever their kind. What has no name is not in it.
func (t *Tables) Called(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]lists.Called, error) {
	found := make(map[uuid.UUID]lists.Called, len(ids))
	for some := range slices.Chunk(ids, stored.MaxIn) {
		var rows []struct {
			ID          uuid.UUID
			Name, Title string
		}
		some = stored.Padded(some)
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = id.String()
		}
		err := stored.Select(ctx, t.db, &rows, `select id, name, title from names where id in (`+stored.Marks(len(some))+`)`, args...)
		if err != nil {
			return nil, t.db.Fail("called", err)
		}
		for _, row := range rows {
			if row.Name == row.ID.String() { // what said it is erased
				row.Name = ""
			}
			found[row.ID] = lists.Called{Name: row.Name, Title: row.Title}
		}
	}
	return found, nil
}

// LoadAll returns the states of the streams of a kind that have entries: of
// those named, or of all if none is.
func (t *Tables) LoadAll(ctx context.Context, kind claim.StreamKind, ids ...uuid.UUID) ([]claim.Aggregate, error) {
	if len(ids) == 0 {
		return t.statesWhere(ctx, `stream in (select kind || '/' || id from names where kind = ?)`, string(kind))
	}
	var states []claim.Aggregate
	for some := range slices.Chunk(ids, stored.MaxIn) {
		some = stored.Padded(some)
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = claim.Stream{Kind: kind, ID: id}.String()
		}
		more, err := t.statesWhere(ctx, `stream in (`+stored.Marks(len(some))+`)`, args...)
		if err != nil {
			return nil, err
		}
		states = append(states, more...)
	}
	return states, nil
}

func (t *Tables) statesWhere(ctx context.Context, where string, args ...any) ([]claim.Aggregate, error) {
	var rows []struct{ Stream, State string }
	err := stored.Select(ctx, t.db, &rows, `select stream, state from streams where `+where+` order by stream`, args...)
	if err != nil {
		return nil, t.db.Fail("load all", err)
	}
	states := make([]claim.Aggregate, len(rows))
	for i, row := range rows {
		s, err := claim.ParseStream(row.Stream)
		if err != nil {
			return nil, t.db.Fail("load all", err)
		}
		if states[i], err = stored.DecodeState(s, []byte(row.State)); err != nil {
			return nil, t.db.Fail("load all", err)
		}
	}
	return states, nil
}

// StreamsAround returns the streams that a case rests on, in text form: its own, the mail that is
// or may be for it, its parties, all people, and the desk. Without a case it is the last two.
func (t *Tables) StreamsAround(ctx context.Context, caseID uuid.UUID) ([]string, error) {
	names := []string{}
	err := stored.Select(ctx, t.db, &names, `select 'person/' || id as stream from names where kind = 'person'
		union select stream from streams where stream like 'desk/%'`)
	if err != nil || caseID == uuid.Nil {
		return names, t.db.Fail("streams around", err)
	}
	id := caseID.String()
	var more []string
	err = stored.Select(ctx, t.db, &more, `select stream from (`+streamsOfCase+`) as own
		union select 'intake/' || intake_clues.intake from intake_clues
			join correspondences on correspondences.id = intake_clues.correspondence where correspondences.case_id = ?
		union select 'party/' || party from correspondences where case_id = ?
		union select 'party/' || party from involved where case_id = ?`, id, id, id, id, id)
	return append(names, more...), t.db.Fail("streams around", err)
}
