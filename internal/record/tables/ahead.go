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
// are few. What fell due a moment ago counts too where more may be to come; and while a message
// waits to be read the clock of its correspondence stands, and the answer is due all the same.
var aheadSources = []struct {
	kind                  claim.StreamKind
	from, id, when, where string
}{
	{claim.StreamCorrespondence, `correspondences join cases on cases.id = correspondences.case_id`, `correspondences.id`, `correspondences.next_due`, `correspondences.next_due <> 0`},
	{claim.StreamCorrespondence, `correspondences join cases on cases.id = correspondences.case_id`, `correspondences.id`, `correspondences.next_due`,
		`correspondences.next_due = 0 and correspondences.is_open = 1`},
	{claim.StreamClaim, `claims join cases on cases.id = claims.case_id`, `claims.id`, `claims.next_due`, `claims.next_due <> 0`},
	{claim.StreamCase, `cases`, `cases.id`, `cases.publish_at`, `cases.publish_at <> 0`},
}

// Ahead returns what stands ahead, the earliest first, up to the limit of the query.
func (t *Tables) Ahead(ctx context.Context, q lists.AheadQuery) ([]lists.AheadRow, error) {
	var parts []string
	var args []any
	for _, source := range aheadSources {
		c := aheadClauses(q, source.kind, source.id)
		c.Add(source.where+` and `+source.when+` <= ?`, stored.Micros(q.Until))
		if source.kind == claim.StreamCase {
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
