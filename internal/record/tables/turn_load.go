package tables

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// TurnLoad counts what waits by whose turn it is, in the cases that the viewer may see: what is assigned is the
// assignee's; of the rest, what is in the pool waits for nobody in particular, and all else for whoever wrote it or owns
// the case. Samples are not counted. Whoever has most comes first.
func (t *Tables) TurnLoad(ctx context.Context, who lists.Viewer, now time.Time, pool []claim.TurnKind) ([]lists.Load, error) {
	var c Clauses
	c.Add(`turn.since <= ?`, stored.Micros(now))
	c.Add(`coalesce(cases.is_sample, 0) = 0`)
	c.Visible(`turn.case_id`, who)
	c.mail(who)
	var rows []struct {
		Whose  uuid.UUID
		N      int
		Day    int
		Week   int
		Oldest int64
	}
	args := append(AnyOf(pool), stored.Micros(now.Add(-24*time.Hour)), stored.Micros(now.Add(-24*time.Hour)), stored.Micros(now.Add(-7*24*time.Hour)))
	err := stored.Select(ctx, t.db, &rows, `select whose, count(*) as n, sum(day) as day, sum(week) as week, min(since) as oldest from (
		select case when assignments.person is not null then assignments.person
			when turn.kind || '' in (`+stored.Marks(len(pool))+`) then ''
			when turn.person <> '' then turn.person
			else coalesce(cases.owner, '') end as whose, turn.since,
			case when turn.since > ? then 1 else 0 end as day,
			case when turn.since <= ? and turn.since > ? then 1 else 0 end as week`+turnFrom+`where `+c.String()+`) as waits
		group by whose order by n desc, whose`, append(args, c.Args...)...)
	if err != nil {
		return nil, t.db.Fail("turn load", err)
	}
	out := make([]lists.Load, len(rows))
	for i, row := range rows {
		out[i] = lists.Load{Person: row.Whose, N: row.N, Day: row.Day, Week: row.Week, Oldest: stored.Instant(row.Oldest)}
	}
	return out, nil
}
