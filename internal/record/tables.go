package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// table is one table of the projection. Its first columns are its key.
type table struct {
	name    string
	columns []string
	keys    int
	owner   string // a column that may not change: the row belongs to one stream
}

var (
	streamsTable = &table{"streams", []string{"stream", "case_id", "version", "state"}, 1, ""}
	namesTable   = &table{"names", []string{"id", "kind", "scope", "name", "title", "text"}, 1, ""}
	casesTable   = &table{"cases", []string{"id", "owner", "sensitivity", "opened_at"}, 1, ""}
	claimsTable  = &table{"claims", []string{"id", "case_id", "stage", "outcome", "as_of", "tier", "is_over"}, 1, ""}

	correspondencesTable = &table{"correspondences", []string{"id", "case_id", "party", "next_due", "is_open"}, 1, ""}
	requestsTable        = &table{"requests", []string{"id", "correspondence"}, 1, "correspondence"}
	requestClaimsTable   = &table{"request_claims", []string{"request", "claim"}, 2, ""}
	messagesTable        = &table{"messages", []string{
		"id", "correspondence", "kind", "at", "delivery", "reason", "attempts", "is_uncertain", "is_unread", "content",
	}, 1, "correspondence"}
	intakesTable = &table{"intakes", []string{"id", "correspondence", "quarantine", "received_at", "raw"}, 1, ""}
)

// projection is every table that can be emptied and filled again.
var projection = []*table{
	streamsTable, namesTable, casesTable, claimsTable, correspondencesTable,
	requestsTable, requestClaimsTable, messagesTable, intakesTable,
}

// row is one row of a table: a string or an int64 per column.
type row struct {
	table  *table
	values []any
}

// key names the row among all rows of the projection.
func (r row) key() string {
	key := r.table.name
	for _, value := range r.values[:r.table.keys] {
		key += fmt.Sprintf(" %v", value)
	}
	return key
}

// changed returns the rows of after that differ from before. Rows of a state
// never go away: nothing in a stream is ever taken back.
func changed(before, after []row) []row {
	old := make(map[string]row, len(before))
	for _, r := range before {
		old[r.key()] = r
	}
	return slices.DeleteFunc(slices.Clone(after), func(r row) bool {
		return slices.Equal(old[r.key()].values, r.values)
	})
}

// upsert is the statement that writes a row, there already or not.
func (t *table) upsert() string {
	var set []string
	for _, column := range t.columns[t.keys:] {
		set = append(set, column+" = excluded."+column)
	}
	action := "nothing"
	if len(set) > 0 {
		action = "update set " + strings.Join(set, ", ")
	}
	if t.owner != "" {
		action += fmt.Sprintf(" where %s.%s = excluded.%s", t.name, t.owner, t.owner)
	}
	return fmt.Sprintf("insert into %s (%s) values (?%s) on conflict (%s) do %s", t.name, strings.Join(t.columns, ", "),
		strings.Repeat(", ?", len(t.columns)-1), strings.Join(t.columns[:t.keys], ", "), action)
}

// list is the statement that reads every row.
func (t *table) list() string {
	return "select " + strings.Join(t.columns, ", ") + " from " + t.name
}

func (b *batch) write(rows []row) error {
	for _, r := range rows {
		written, err := b.count(r.table.upsert(), r.values...)
		if err != nil {
			return fmt.Errorf("write %s: %w", r.table.name, err)
		}
		if written == 0 && r.table.owner != "" {
			return claim.Errorf(claim.CodeExists, "the id %s belongs to another %s", r.values[0], r.table.owner)
		}
	}
	return nil
}
