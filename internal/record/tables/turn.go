package tables

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/internal/record/stored"
)

func rowsOfCase(c *cases.Case) []Row {
	rows := []Row{{casesTable, []any{
		c.ID.String(), stored.ID(c.Owner), string(c.Sensitivity), stored.Micros(c.OpenedAt), stored.Micros(c.PublishAt), stored.Flag(c.Sample),
	}}}
	for _, f := range c.Frozen {
		rows = append(rows, Row{frozenLinesTable, []any{f.Line.String(), c.ID.String(), f.Version}})
	}
	if c.Sensitivity != claim.Restricted {
		return rows
	}
	seen := map[string]bool{}
	for _, person := range append(c.Access[:len(c.Access):len(c.Access)], c.Owner) {
		if id := person.String(); !seen[id] {
			seen[id] = true
			rows = append(rows, Row{accessTable, []any{c.ID.String(), id}})
		}
	}
	return rows
}

// rowsOfTurns are the rows of what in a state waits for a person, and of whose
// turn it is.
func rowsOfTurns(a claim.Aggregate) []Row {
	var rows []Row
	seen := map[string]bool{}
	for _, t := range a.Turns() {
		if item := t.Item(); !seen[item] {
			seen[item] = true
			rows = append(rows, turnRow(a, t))
		}
	}
	var given []assigned.Assignment
	switch a := a.(type) {
	case *cases.Case:
		given = a.Assigned
	case *intake.Intake:
		given = a.Assigned
	}
	for _, as := range given {
		rows = append(rows, Row{assignmentsTable, []any{as.Item, stored.ID(CaseOf(a)), as.To.String(), stored.Micros(as.At)}})
	}
	return rows
}

func turnRow(a claim.Aggregate, t claim.Turn) Row {
	not := make([]string, len(t.Not))
	for i, id := range t.Not {
		not[i] = id.String()
	}
	return Row{turnTable, []any{
		t.Item(), string(t.Kind), a.Stream().String(), stored.ID(CaseOf(a)), t.Subject.String(), stored.ID(t.Party),
		stored.ID(t.Person), strings.Join(not, " "), stored.Micros(t.Since), stored.Micros(t.Due), t.Why,
	}}
}
