package record

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
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
func (r *Record) ofStreams(query string) string {
	if _, ok := r.backend.(postgres); ok {
		return `stream = any (array(` + query + `))`
	}
	return `stream in (` + query + `)`
}

// Timeline returns up to limit entries of one case after a position, in order
// of position: of the case, its claims and correspondences, and of the mail
// that was matched to them.
func (r *Record) Timeline(ctx context.Context, caseID uuid.UUID, after int64, limit int) ([]claim.Recorded, error) {
	var rows []storedEntry
	err := selectAll(ctx, r.read, &rows, `
		select `+entryColumns+` from entries
		where `+r.ofStreams(streamsOfCase)+` and position + 0 > ?
		order by position + 0 limit ?`, caseID.String(), caseID.String(), after, limit)
	if err != nil {
		return nil, r.fail("timeline", err)
	}
	entries, err := recorded(rows)
	return entries, r.fail("timeline", err)
}

// Since returns up to limit entries of all streams after a position, in order.
func (r *Record) Since(ctx context.Context, after int64, limit int) ([]claim.Recorded, error) {
	var rows []storedEntry
	err := selectAll(ctx, r.read, &rows,
		`select `+entryColumns+` from entries where position > ? order by position limit ?`, after, limit)
	if err != nil {
		return nil, r.fail("since", err)
	}
	entries, err := recorded(rows)
	return entries, r.fail("since", err)
}

// Head returns the position and hash of the last entry, 0 and "" for none.
// Whoever keeps both can tell later that nothing up to there has changed.
func (r *Record) Head(ctx context.Context) (position int64, hash string, err error) {
	var h head
	err = get(ctx, r.read, &h, `select position, hash from head`)
	return h.Position, h.Hash, r.fail("head", err)
}
