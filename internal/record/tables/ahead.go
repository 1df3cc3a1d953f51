package tables

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// aheadSources are what has something ahead, each along an index, but for the cases, which
// are few.
var aheadSources = []struct {
	kind           claim.StreamKind
	from, id, when string
	past           bool // what fell due a moment ago counts too: more may be to come
}{
	{claim.StreamCorrespondence, `correspondences join cases on cases.id = correspondences.case_id`, `correspondences.id`, `correspondences.next_due`, true},
	{claim.StreamClaim, `claims join cases on cases.id = claims.case_id`, `claims.id`, `claims.next_due`, true},
	{claim.StreamCase, `cases`, `cases.id`, `cases.publish_at`, false},
}

// Ahead returns what stands ahead, the earliest first, up to the limit of the query.
func (t *Tables) Ahead(ctx context.Context, q lists.AheadQuery) ([]lists.AheadRow, error) {
	var parts []string
	var args []any
	for _, source := range aheadSources {
		c := aheadClauses(q, source.kind, source.id)
		c.Add(source.when+` <> 0 and `+source.when+` <= ?`, stored.Micros(q.Until))
		if !source.past {
			c.Add(source.when+` > ?`, stored.Micros(q.Now))
		}
		parts = append(parts, `select * from (select '`+string(source.kind)+`' as kind, `+source.id+` as id, `+source.when+` as due from `+
			source.from+` where `+c.String()+` order by `+source.when+` limit ?) as part`)
		args = append(append(args, c.Args...), q.Limit)
	}
	var found []struct {
		Kind claim.StreamKind
		ID   uuid.UUID
		Due  int64
	}
	err := stored.Select(ctx, t.db, &found, strings.Join(parts, ` union all `)+` order by due, id limit ?`, append(args, q.Limit)...)
	if err != nil {
		return nil, t.db.Fail("what stands ahead", err)
	}
	rows := make([]lists.AheadRow, len(found))
	for i, f := range found {
		rows[i] = lists.AheadRow{Stream: claim.Stream{Kind: f.Kind, ID: f.ID}, At: stored.Instant(f.Due)}
	}
	return rows, nil
}

func aheadClauses(q lists.AheadQuery, kind claim.StreamKind, id string) Clauses {
	var c Clauses
	c.Visible(`cases.id`, q.Viewer)
	if q.Case != uuid.Nil {
		c.Add(`cases.id = ?`, q.Case.String())
	}
	if q.Own {
		c.Add(`(cases.owner = ? or exists (select 1 from assignments where assignments.case_id = cases.id and assignments.person = ?)
			or exists (select 1 from entries where entries.actor = ? and entries.stream in ('case/' || cases.id, '`+string(kind)+`/' || `+id+`)))`,
			q.Person.String(), q.Person.String(), claim.PersonActor(q.Person).String())
	}
	return c
}
