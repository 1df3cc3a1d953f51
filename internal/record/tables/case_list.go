package tables

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/fold"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// caseOrders say by which column a list of cases is ordered, and how.
var caseOrders = map[lists.CaseOrder]struct{ column, direction, beyond string }{
	lists.ByActivity: {"case_stats.position", "desc", "<"},
	lists.ByDue:      {"case_stats.next_due", "asc", ">"},
	lists.ByOpened:   {"cases.opened_at", "desc", "<"},
	lists.ByName:     {"names.name", "asc", ">"},
}

type caseRow struct {
	ID, Owner   uuid.UUID
	Name, Title string
	Sensitivity claim.Sensitivity
	OpenedAt    int64 `db:"opened_at"`
	Position    int64
	At          int64
	NextDue     int64 `db:"next_due"`
}

func (row caseRow) caseRow() lists.CaseRow {
	c := lists.CaseRow{
		ID: row.ID, Slug: row.Name, Title: row.Title, Sensitivity: row.Sensitivity, Owner: row.Owner,
		OpenedAt: stored.Instant(row.OpenedAt), LastActivity: stored.Instant(row.At), Stages: map[claim.Stage]int{},
	}
	if row.NextDue != noDue {
		c.NextDue = stored.Instant(row.NextDue)
	}
	return c
}

// CaseList returns a page of the cases that match, and the cursor of the next.
func (t *Tables) CaseList(ctx context.Context, q lists.CaseQuery) ([]lists.CaseRow, string, error) {
	if q.Order == "" {
		q.Order = lists.ByActivity
	}
	order, ok := caseOrders[q.Order]
	if !ok {
		return nil, "", claim.Errorf(claim.CodeInvalid, "there is no order %q", q.Order)
	}
	q.Limit = Limited(q.Limit)
	c := caseClauses(q)
	if q.Order == lists.ByName { // along the index of names
		c.Add(`names.kind = 'case' and names.scope = ''`)
	}
	var key any
	var id string
	if later, err := readCaseCursor(q, &key, &id); err != nil {
		return nil, "", err
	} else if later {
		c.Add(`(`+order.column+`, cases.id) `+order.beyond+` (?, ?)`, key, id)
	}
	var rows []caseRow
	err := stored.Select(ctx, t.db, &rows, fmt.Sprintf(`
		select cases.id, names.name, names.title, cases.sensitivity, cases.owner, cases.opened_at,
			case_stats.position, case_stats.at, case_stats.next_due
		from cases join case_stats on case_stats.case_id = cases.id join names on names.id = cases.id
		where %s order by %s %s, cases.id %s limit ?`, c.String(), order.column, order.direction, order.direction),
		append(c.Args, q.Limit+1)...)
	if err != nil {
		return nil, "", t.db.Fail("case list", err)
	}
	next := ""
	if len(rows) > q.Limit {
		rows = rows[:q.Limit]
		next = rows[q.Limit-1].cursor(q.Order)
	}
	cases := make([]lists.CaseRow, len(rows))
	for i, row := range rows {
		cases[i] = row.caseRow()
	}
	return cases, next, t.db.Fail("case list", t.countStages(ctx, cases))
}

// cursor is the place after the row.
func (row caseRow) cursor(order lists.CaseOrder) string {
	switch order {
	case lists.ByDue:
		return CursorOf(row.NextDue, row.ID)
	case lists.ByOpened:
		return CursorOf(row.OpenedAt, row.ID)
	case lists.ByName:
		return CursorOf(row.Name, row.ID)
	}
	return CursorOf(row.Position, row.ID)
}

func readCaseCursor(q lists.CaseQuery, key *any, id *string) (bool, error) {
	if q.Order == lists.ByName {
		var name string
		later, err := ReadCursor(q.After, &name, id)
		*key = name
		return later, err
	}
	var number int64
	later, err := ReadCursor(q.After, &number, id)
	*key = number
	return later, err
}

func caseClauses(q lists.CaseQuery) Clauses {
	var c Clauses
	c.Visible(`cases.id`, q.Viewer)
	for _, word := range strings.Fields(fold.Text(q.Text)) {
		c.Add(`names.folded like ?`, "%"+word+"%")
	}
	if q.Stage != "" {
		c.Add(`exists (select 1 from claims where claims.case_id = cases.id and claims.stage = ?)`, string(q.Stage))
	}
	if q.Owner != uuid.Nil {
		c.Add(`cases.owner = ?`, q.Owner.String())
	}
	if q.Party != uuid.Nil {
		c.Add(`cases.id in (select case_id from correspondences where party = ?)`, q.Party.String())
	}
	if q.Sensitivity != "" {
		c.Add(`cases.sensitivity = ?`, string(q.Sensitivity))
	}
	if !q.DueBefore.IsZero() {
		c.Add(`case_stats.next_due < ?`, stored.Micros(q.DueBefore))
	}
	return c
}

// countStages fills in how many claims are at which stage.
func (t *Tables) countStages(ctx context.Context, cases []lists.CaseRow) error {
	if len(cases) == 0 {
		return nil
	}
	byID := make(map[string]*lists.CaseRow, len(cases))
	ids := make([]string, len(cases))
	for i := range cases {
		ids[i] = cases[i].ID.String()
		byID[ids[i]] = &cases[i]
	}
	query, args, err := sqlx.In(`select case_id, stage, count(*) as n from claims where case_id in (?) group by case_id, stage`, stored.Padded(ids))
	if err != nil {
		return err
	}
	var stages []struct {
		Case  string `db:"case_id"`
		Stage claim.Stage
		N     int
	}
	if err := stored.Select(ctx, t.db, &stages, query, args...); err != nil {
		return err
	}
	for _, s := range stages {
		byID[s.Case].Stages[s.Stage] = s.N
	}
	return nil
}

// Visible picks the cases that the viewer may see.
func (t *Tables) Visible(ctx context.Context, who lists.Viewer, cases []uuid.UUID) (map[uuid.UUID]bool, error) {
	seen := map[uuid.UUID]bool{}
	if len(cases) == 0 {
		return seen, nil
	}
	var c Clauses
	cases = stored.Padded(cases)
	ids := make([]any, len(cases))
	for i, id := range cases {
		ids[i] = id.String()
	}
	c.Add(`cases.id in (`+stored.Marks(len(ids))+`)`, ids...)
	c.Visible(`cases.id`, who)
	var found []uuid.UUID
	err := stored.Select(ctx, t.db, &found, `select id from cases where `+c.String(), c.Args...)
	for _, id := range found {
		seen[id] = true
	}
	return seen, t.db.Fail("visible", err)
}
