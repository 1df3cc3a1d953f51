package record

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
)

func rowsOfCase(c *claim.Case) []row {
	rows := []row{{casesTable, []any{
		c.ID.String(), idText(c.Owner), string(c.Sensitivity), micros(c.OpenedAt), micros(c.PublishAt),
	}}}
	if c.Sensitivity != claim.Restricted {
		return rows
	}
	seen := map[string]bool{}
	for _, person := range append(c.Access[:len(c.Access):len(c.Access)], c.Owner) {
		if id := person.String(); !seen[id] {
			seen[id] = true
			rows = append(rows, row{accessTable, []any{c.ID.String(), id}})
		}
	}
	return rows
}

// rowsOfTurns are the rows of what in a state waits for a person, and of whose
// turn it is.
func rowsOfTurns(a claim.Aggregate) []row {
	var rows []row
	seen := map[string]bool{}
	for _, t := range a.Turns() {
		if item := t.Item(); !seen[item] {
			seen[item] = true
			rows = append(rows, turnRow(a, t))
		}
	}
	var assigned []claim.Assignment
	switch a := a.(type) {
	case *claim.Case:
		assigned = a.Assigned
	case *claim.Intake:
		assigned = a.Assigned
	}
	for _, as := range assigned {
		rows = append(rows, row{assignmentsTable, []any{as.Item, idText(caseOf(a)), as.To.String(), micros(as.At)}})
	}
	return rows
}

func turnRow(a claim.Aggregate, t claim.Turn) row {
	not := make([]string, len(t.Not))
	for i, id := range t.Not {
		not[i] = id.String()
	}
	return row{turnTable, []any{
		t.Item(), string(t.Kind), a.Stream().String(), idText(caseOf(a)), t.Subject.String(), idText(t.Party),
		idText(t.Person), strings.Join(not, " "), micros(t.Since), micros(t.Due), t.Why,
	}}
}
