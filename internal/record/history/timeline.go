package history

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// streamsOfCase names the streams that belong to a case: itself, its claims,
// its correspondences, and the mail that has found its way into those. It
// takes the case twice. Who asks for entries of them orders by position + 0:
// by position alone PostgreSQL would walk the whole record along its key.
const streamsOfCase = `
	select stream from streams where case_id = ?
	union all
	select 'intake/' || intakes.id from intakes
	join correspondences on correspondences.id = intakes.correspondence
	where correspondences.case_id = ?`

// ofStreams is the condition that an entry stands in one of the streams that a
// query names. PostgreSQL is given them as a list, or else it would guess how
// many there are, and read every entry to find them.
func (h *History) ofStreams(query string) string {
	if h.db.Dialect() == stored.Postgres {
		return `stream = any (array(` + query + `))`
	}
	return `stream in (` + query + `)`
}

// Timeline returns up to limit entries of one case after a position, in order
// of position: of the case, its claims and correspondences, and of the mail
// that was matched to them.
func (h *History) Timeline(ctx context.Context, caseID uuid.UUID, after int64, limit int) ([]claim.Recorded, error) {
	var rows []stored.Entry
	err := stored.Select(ctx, h.db, &rows, `
		select `+stored.EntryColumns+` from entries
		where `+h.ofStreams(streamsOfCase)+` and position + 0 > ?
		order by position + 0 limit ?`, caseID.String(), caseID.String(), after, limit)
	if err != nil {
		return nil, h.db.Fail("timeline", err)
	}
	entries, err := stored.Recorded(rows)
	return entries, h.db.Fail("timeline", err)
}

// Since returns up to limit entries of all streams after a position, in order.
func (h *History) Since(ctx context.Context, after int64, limit int) ([]claim.Recorded, error) {
	var rows []stored.Entry
	err := stored.Select(ctx, h.db, &rows,
		`select `+stored.EntryColumns+` from entries where position > ? order by position limit ?`, after, limit)
	if err != nil {
		return nil, h.db.Fail("since", err)
	}
	entries, err := stored.Recorded(rows)
	return entries, h.db.Fail("since", err)
}
