package tables

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// involvedTable is never emptied of whom a claim once named: that it did stays true.
var involvedTable = &Table{"involved", []string{"party", "claim", "case_id"}, 2, "", false}

// rowsOfInvolved are the parties that a claim names, by a part, a statement, or a way.
func rowsOfInvolved(c *verification.Claim) []Row {
	var rows []Row
	seen := map[uuid.UUID]bool{uuid.Nil: true}
	add := func(party uuid.UUID) {
		if !seen[party] {
			seen[party] = true
			rows = append(rows, Row{involvedTable, []any{party.String(), c.ID.String(), stored.ID(c.Case)}})
		}
	}
	for _, i := range c.Involved {
		add(i.Party)
	}
	for _, a := range c.Answers {
		if a.Unasked() {
			add(a.Party)
		}
		for _, via := range a.Way {
			add(via)
		}
	}
	for _, e := range c.Evidence {
		add(e.Origin) // or what stands for words, which is no party and is never asked for
		for _, via := range e.Way {
			add(via)
		}
	}
	return rows
}

// CasesWith returns the cases that a party has to do with: it was asked in them, or one
// of their claims names it.
func (t *Tables) CasesWith(ctx context.Context, party uuid.UUID) ([]uuid.UUID, error) {
	ids := []uuid.UUID{}
	err := stored.Select(ctx, t.db, &ids, `select distinct case_id from party_cases where party = ? and case_id <> '' order by case_id`, party.String())
	return ids, t.db.Fail("cases with a party", err)
}

// PartiesCalled returns the parties of that very name.
func (t *Tables) PartiesCalled(ctx context.Context, name string) ([]uuid.UUID, error) {
	ids := []uuid.UUID{}
	err := stored.Select(ctx, t.db, &ids, `select id from names where kind = ? and title = ? order by id limit 50`,
		string(claim.StreamParty), stored.Storable(name))
	return ids, t.db.Fail("parties called", err)
}
