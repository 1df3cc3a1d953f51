package tables

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Table is one table of the projection. Its first columns are its key.
type Table struct {
	Name    string
	columns []string
	keys    int
	owner   string // a column that may not change: the row belongs to one stream
	passing bool   // rows go away again; all others stay, as nothing in a stream is ever taken back
}

var (
	streamsTable = &Table{"streams", []string{"stream", "case_id", "version", "state"}, 1, "", false}
	namesTable   = &Table{"names", []string{"id", "kind", "scope", "name", "title", "text", "folded"}, 1, "", false}
	casesTable   = &Table{"cases", []string{"id", "owner", "sensitivity", "opened_at", "publish_at", "is_sample"}, 1, "", false}
	claimsTable  = &Table{"claims", []string{"id", "case_id", "stage", "outcome", "as_of", "tier", "is_over", "next_due"}, 1, "", false}

	correspondencesTable = &Table{"correspondences", []string{"id", "case_id", "party", "next_due", "listed_due", "is_open"}, 1, "", false}
	requestsTable        = &Table{"requests", []string{"id", "correspondence"}, 1, "correspondence", false}
	requestClaimsTable   = &Table{"request_claims", []string{"request", "claim"}, 2, "", false}
	messagesTable        = &Table{"messages", []string{
		"id", "correspondence", "kind", "at", "delivery", "reason", "attempts", "is_uncertain", "is_unread", "content", "matched_by", "sender", "class",
	}, 1, "correspondence", false}
	publicationsTable = &Table{"publications", []string{"claim", "version", "case_id", "kind", "at"}, 2, "", false}
	intakesTable      = &Table{"intakes", []string{"id", "correspondence", "quarantine", "received_at", "raw"}, 1, "", false}
	intakeCluesTable  = &Table{"intake_clues", []string{"intake", "correspondence", "is_stopped"}, 2, "", true}
	intakePlacesTable = &Table{"intake_places", []string{"message", "intake", "correspondence"}, 1, "", false}

	frozenLinesTable   = &Table{"frozen_lines", []string{"line", "case_id", "version"}, 1, "case_id", false}
	partyContactsTable = &Table{"party_contacts", []string{"contact", "party", "text", "retired", "failed_at"}, 1, "", false}
)

// Tables of what waits, and of who may see restricted cases.
var (
	accessTable = &Table{"case_access", []string{"case_id", "person"}, 2, "", true}
	turnTable   = &Table{"turn", []string{
		"item", "kind", "stream", "case_id", "subject", "party", "person", "excluded", "since", "due", "why",
	}, 1, "", true}
	assignmentsTable = &Table{"assignments", []string{"item", "case_id", "person", "at"}, 1, "", true}
)

// statsTable is filled from the entries of many streams, and so by itself.
var statsTable = &Table{"case_stats", []string{"case_id", "position", "at", "next_due"}, 1, "", false}

// All is every table that can be emptied and filled again.
var All = []*Table{
	streamsTable, namesTable, casesTable, claimsTable, correspondencesTable,
	requestsTable, requestClaimsTable, messagesTable, intakesTable, publicationsTable, involvedTable,
	intakeCluesTable, intakePlacesTable, partyContactsTable, frozenLinesTable,
	accessTable, turnTable, assignmentsTable,
	partyRequestsTable, contactHealthTable, sendersTable, statsTable,
}

// Row is one row of a table: a string or an int64 per column.
type Row struct {
	Table  *Table
	Values []any
}

// Key names the row among all rows of the projection.
func (r Row) Key() string {
	key := r.Table.Name
	for _, value := range r.Values[:r.Table.keys] {
		key += fmt.Sprintf(" %v", value)
	}
	return key
}

// gone returns the rows of before that are not there after.
func gone(before, after []Row) []Row {
	var rows []Row
	there := make(map[string]bool, len(after))
	for _, r := range after {
		if r.Table.passing {
			there[r.Key()] = true
		}
	}
	for _, r := range before {
		if r.Table.passing && !there[r.Key()] {
			rows = append(rows, r)
		}
	}
	return rows
}

// changed returns the rows of after that differ from before.
func changed(before, after []Row) []Row {
	old := make(map[string]Row, len(before))
	for _, r := range before {
		old[r.Key()] = r
	}
	return slices.DeleteFunc(slices.Clone(after), func(r Row) bool {
		return slices.Equal(old[r.Key()].Values, r.Values)
	})
}

// upsert is the statement that writes a row, there already or not.
func (t *Table) upsert() string {
	if text, ok := upserts.Load(t); ok {
		return text.(string)
	}
	text := t.upserting()
	upserts.Store(t, text)
	return text
}

// upserts are the statements of tables that were written to: every entry needs some.
var upserts sync.Map // from *Table to string

func (t *Table) upserting() string {
	var set []string
	for _, column := range t.columns[t.keys:] {
		set = append(set, column+" = excluded."+column)
	}
	action := "nothing"
	if len(set) > 0 {
		action = "update set " + strings.Join(set, ", ")
	}
	if t.owner != "" {
		action += fmt.Sprintf(" where %s.%s = excluded.%s", t.Name, t.owner, t.owner)
	}
	return fmt.Sprintf("insert into %s (%s) values (?%s) on conflict (%s) do %s", t.Name, strings.Join(t.columns, ", "),
		strings.Repeat(", ?", len(t.columns)-1), strings.Join(t.columns[:t.keys], ", "), action)
}

// List is the statement that reads every row.
func (t *Table) List() string {
	return "select " + strings.Join(t.columns, ", ") + " from " + t.Name
}

// erase is the statement that removes a row.
func (t *Table) erase() string {
	return "delete from " + t.Name + " where " + strings.Join(t.columns[:t.keys], " = ? and ") + " = ?"
}

func remove(w stored.Writing, rows []Row) error {
	for _, r := range rows {
		if err := w.Exec(r.Table.erase(), r.Values[:r.Table.keys]...); err != nil {
			return fmt.Errorf("remove from %s: %w", r.Table.Name, err)
		}
	}
	return nil
}

func write(w stored.Writing, rows []Row) error {
	for _, r := range rows {
		written, err := w.Count(r.Table.upsert(), r.Values...)
		if err != nil {
			return fmt.Errorf("write %s: %w", r.Table.Name, err)
		}
		if written == 0 && r.Table.owner != "" {
			return claim.Errorf(claim.CodeExists, "the id %s belongs to another %s", r.Values[0], r.Table.owner)
		}
	}
	return nil
}
