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
	passing bool   // rows go away again; all others stay, as nothing in a stream is ever taken back
}

var (
	streamsTable = &table{"streams", []string{"stream", "case_id", "version", "state"}, 1, "", false}
	namesTable   = &table{"names", []string{"id", "kind", "scope", "name", "title", "text", "folded"}, 1, "", false}
	casesTable   = &table{"cases", []string{"id", "owner", "sensitivity", "opened_at", "publish_at"}, 1, "", false}
	claimsTable  = &table{"claims", []string{"id", "case_id", "stage", "outcome", "as_of", "tier", "is_over", "next_due"}, 1, "", false}

	correspondencesTable = &table{"correspondences", []string{"id", "case_id", "party", "next_due", "is_open"}, 1, "", false}
	requestsTable        = &table{"requests", []string{"id", "correspondence"}, 1, "correspondence", false}
	requestClaimsTable   = &table{"request_claims", []string{"request", "claim"}, 2, "", false}
	messagesTable        = &table{"messages", []string{
		"id", "correspondence", "kind", "at", "delivery", "reason", "attempts", "is_uncertain", "is_unread", "content",
	}, 1, "correspondence", false}
	publicationsTable = &table{"publications", []string{"claim", "version", "case_id", "kind", "at"}, 2, "", false}
	intakesTable      = &table{"intakes", []string{"id", "correspondence", "quarantine", "received_at", "raw"}, 1, "", false}
)

// Tables of what waits, and of who may see restricted cases.
var (
	accessTable = &table{"case_access", []string{"case_id", "person"}, 2, "", true}
	turnTable   = &table{"turn", []string{
		"item", "kind", "stream", "case_id", "subject", "party", "person", "excluded", "since", "due", "why",
	}, 1, "", true}
	assignmentsTable = &table{"assignments", []string{"item", "case_id", "person", "at"}, 1, "", true}
)

// statsTable is filled from the entries of many streams, and so by itself.
var statsTable = &table{"case_stats", []string{"case_id", "position", "at", "next_due"}, 1, "", false}

// projection is every table that can be emptied and filled again.
var projection = []*table{
	streamsTable, namesTable, casesTable, claimsTable, correspondencesTable,
	requestsTable, requestClaimsTable, messagesTable, intakesTable, publicationsTable,
	accessTable, turnTable, assignmentsTable,
	partyRequestsTable, contactHealthTable,
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

// gone returns the rows of before that are not there after.
func gone(before, after []row) []row {
	var rows []row
	there := make(map[string]bool, len(after))
	for _, r := range after {
		if r.table.passing {
			there[r.key()] = true
		}
	}
	for _, r := range before {
		if r.table.passing && !there[r.key()] {
			rows = append(rows, r)
		}
	}
	return rows
}

// changed returns the rows of after that differ from before.
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

// erase is the statement that removes a row.
func (t *table) erase() string {
	return "delete from " + t.name + " where " + strings.Join(t.columns[:t.keys], " = ? and ") + " = ?"
}

func (b *batch) remove(rows []row) error {
	for _, r := range rows {
		if err := b.Exec(r.table.erase(), r.values[:r.table.keys]...); err != nil {
			return fmt.Errorf("remove from %s: %w", r.table.name, err)
		}
	}
	return nil
}

func (b *batch) write(rows []row) error {
	for _, r := range rows {
		written, err := b.Count(r.table.upsert(), r.values...)
		if err != nil {
			return fmt.Errorf("write %s: %w", r.table.name, err)
		}
		if written == 0 && r.table.owner != "" {
			return claim.Errorf(claim.CodeExists, "the id %s belongs to another %s", r.values[0], r.table.owner)
		}
	}
	return nil
}
