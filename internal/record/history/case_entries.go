package history

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// entriesOfCase are the conditions for the entries of one case that a filter picks.
func (h *History) entriesOfCase(caseID uuid.UUID, f lists.EntryFilter) (string, []any) {
	where, args := h.ofStreams(streamsOfCase), []any{caseID.String(), caseID.String()}
	if f.Claim != uuid.Nil {
		where = h.ofStreams(`select ? union all select 'correspondence/' || requests.correspondence from requests
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
func (h *History) CaseEntries(ctx context.Context, caseID uuid.UUID, f lists.EntryFilter) ([]claim.Recorded, error) {
	where, args := h.entriesOfCase(caseID, f)
	var rows []stored.Entry
	// The positions alone stand in the index of streams.
	err := stored.Select(ctx, h.db, &rows, `select `+stored.EntryColumns+` from entries where position in (
		select position from entries where `+where+` order by position + 0 desc limit ?) order by position desc`, append(args, f.Limit)...)
	if err != nil {
		return nil, h.db.Fail("case entries", err)
	}
	entries, err := stored.Recorded(rows)
	return entries, h.db.Fail("case entries", err)
}

// Stops returns where and when each entry of one case stands, in order of position.
func (h *History) Stops(ctx context.Context, caseID uuid.UUID) ([]lists.Stop, error) {
	where, args := h.entriesOfCase(caseID, lists.EntryFilter{})
	var rows []struct{ Position, At int64 }
	err := stored.Select(ctx, h.db, &rows, `select position, at from entries where `+where+` order by position + 0`, args...)
	if err != nil {
		return nil, h.db.Fail("stops", err)
	}
	stops := make([]lists.Stop, len(rows))
	for i, row := range rows {
		stops[i] = lists.Stop{Position: row.Position, At: stored.Instant(row.At)}
	}
	return stops, nil
}

// StreamsAround returns the streams that a case rests on, in text form: its own, the mail that is
// or may be for it, its parties, all people, and the desk. Without a case it is the last two.
func (h *History) StreamsAround(ctx context.Context, caseID uuid.UUID) ([]string, error) {
	names := []string{}
	err := stored.Select(ctx, h.db, &names, `select 'person/' || id as stream from names where kind = 'person'
		union select stream from streams where stream like 'desk/%'`)
	if err != nil || caseID == uuid.Nil {
		return names, h.db.Fail("streams around", err)
	}
	id := caseID.String()
	var more []string
	err = stored.Select(ctx, h.db, &more, `select stream from (`+streamsOfCase+`) as own
		union select 'intake/' || intake_clues.intake from intake_clues
			join correspondences on correspondences.id = intake_clues.correspondence where correspondences.case_id = ?
		union select 'party/' || party from correspondences where case_id = ?
		union select 'party/' || party from involved where case_id = ?`, id, id, id, id, id)
	return append(names, more...), h.db.Fail("streams around", err)
}
