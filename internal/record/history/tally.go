package history

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// Tally counts the entries of the kinds that were made from an instant until before another, in the cases
// that the viewer may see; samples are not counted.
func (h *History) Tally(ctx context.Context, who lists.Viewer, of []lists.TallyOf, from, to time.Time) ([]lists.Tally, error) {
	after, err := h.positionAt(ctx, from)
	if err != nil {
		return nil, h.db.Fail("tally", err)
	}
	last, err := h.positionAt(ctx, to)
	if err != nil {
		return nil, h.db.Fail("tally", err)
	}
	var c tables.Clauses
	var either tables.Clauses
	for _, one := range of {
		var all tables.Clauses
		all.Add(`entries.kind = ?`, one.Kind)
		for _, text := range one.Has {
			all.Add(`entries.body like ?`, "%"+text+"%")
		}
		either.Add(`(`+all.String()+`)`, all.Args...)
	}
	c.Add(`(`+either.Any()+`)`, either.Args...)
	c.Add(`entries.position > ? and entries.position <= ?`, after, last)
	c.Add(`not exists (select 1 from cases where cases.id = streams.case_id and cases.is_sample = 1)`)
	c.Visible(`streams.case_id`, who)
	var rows []struct {
		Kind string
		Slot int64
		N    int
	}
	quarter := lists.TallyQuarter.Microseconds()
	err = stored.Select(ctx, h.db, &rows, `select entries.kind, entries.at / cast(? as bigint) as slot, count(*) as n
		from entries join streams on streams.stream = entries.stream where `+c.String()+` group by entries.kind, slot`, append([]any{quarter}, c.Args...)...)
	if err != nil {
		return nil, h.db.Fail("tally", err)
	}
	out := make([]lists.Tally, len(rows))
	for i, row := range rows {
		out[i] = lists.Tally{Kind: row.Kind, From: stored.Instant(row.Slot * quarter), N: row.N}
	}
	return out, nil
}
