package tables

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Cases returns every case in the order in which they were opened.
func (t *Tables) Cases(ctx context.Context) ([]lists.CaseRow, error) {
	var rows []struct {
		ID, Owner   uuid.UUID
		Name, Title string
		Sensitivity claim.Sensitivity
		OpenedAt    int64 `db:"opened_at"`
	}
	err := stored.Select(ctx, t.db, &rows, `
		select cases.id, name, title, sensitivity, owner, opened_at
		from cases join names on names.id = cases.id
		order by opened_at, name`)
	if err != nil {
		return nil, t.db.Fail("cases", err)
	}
	cases := make([]lists.CaseRow, len(rows))
	byID := make(map[uuid.UUID]*lists.CaseRow, len(rows))
	for i, row := range rows {
		c := &cases[i]
		*c = lists.CaseRow{
			ID: row.ID, Slug: row.Name, Title: row.Title, Sensitivity: row.Sensitivity, Owner: row.Owner,
			OpenedAt: stored.Instant(row.OpenedAt), Stages: map[claim.Stage]int{},
		}
		byID[row.ID] = c
	}
	return cases, t.db.Fail("cases", t.countCases(ctx, byID))
}

// countCases fills in what stands in the tables of claims and correspondences.
func (t *Tables) countCases(ctx context.Context, cases map[uuid.UUID]*lists.CaseRow) error {
	var stages []struct {
		Case  uuid.UUID `db:"case_id"`
		Stage claim.Stage
		N     int
	}
	if err := stored.Select(ctx, t.db, &stages, `select case_id, stage, count(*) as n from claims group by case_id, stage`); err != nil {
		return err
	}
	for _, s := range stages {
		if c := cases[s.Case]; c != nil {
			c.Stages[s.Stage] = s.N
		}
	}
	var dues []struct {
		Case uuid.UUID `db:"case_id"`
		Due  int64
	}
	err := stored.Select(ctx, t.db, &dues, `
		select case_id, min(listed_due) as due from correspondences where listed_due <> 0 group by case_id`)
	for _, d := range dues {
		if c := cases[d.Case]; c != nil {
			c.NextDue = stored.Instant(d.Due)
		}
	}
	return err
}
