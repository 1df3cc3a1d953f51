package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/server/common/persistence/sql/sqlplugin"
	sqliteschema "go.temporal.io/server/schema/sqlite"
)

// The list of workflows is one table, whose row the server writes whenever a workflow shows where it stands. As the
// server has it, that is dear: 79 columns that are computed from the attributes, 58 indexes, and two indexes of words
// that take even rows without any, all of it planned anew by each write. Ours has what we use.

const (
	listTable = "executions_visibility"
	listWords = listTable + "_fts_keyword_list" // the index of words of attributes that are lists
)

// keptIndexes are the indexes of the list of workflows that narrow it down to few: by the workflow, by what runs still,
// and by the first of our own search attributes, the case (see columns). By default the list has what runs first.
// What has no index is found still, only not as fast: to look through 20,000 workflows takes some tenths of a second.
var keptIndexes = []string{"default_idx", "by_workflow_id", "by_status", "by_keyword_01"}

// keptKinds are the kinds of search attributes of our own for which the list has room.
var keptKinds = []enumspb.IndexedValueType{enumspb.INDEXED_VALUE_TYPE_KEYWORD, enumspb.INDEXED_VALUE_TYPE_DATETIME}

var (
	// ofList is a statement about the table.
	ofList = regexp.MustCompile(`(?i)^create\s+(table|index|virtual table|trigger)\s+(\w+)`)
	// spare is a column for search attributes of some kind that may come, of the user or of the server.
	spare = regexp.MustCompile(`(?m)^\s*(?:Temporal)?(Bool|Double|Int|Text|KeywordList|LowCardinalityKeyword|Keyword|Datetime)\d\d\b[^\n]*\n`)
	// listed is a column of the index of words.
	listed = regexp.MustCompile(`(?m)^\s*(\w+),$`)
)

// createList makes the table of the list of workflows.
func (f files) createList() error {
	statements, err := listSchema()
	if err != nil {
		return err
	}
	db, err := f.open(listName)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec("pragma auto_vacuum = 2; begin; " + strings.Join(statements, ";\n") + "; commit;"); err != nil {
		return fmt.Errorf("engine: create the list of workflows: %w", err)
	}
	return nil
}

// listSchema are the statements of the server for the list of workflows, without what only costs.
func listSchema() ([]string, error) {
	var all statements
	if err := sqliteschema.SetupSchemaOnDB(&all); err != nil {
		return nil, fmt.Errorf("engine: read schema: %w", err)
	}
	var kept []string
	for _, statement := range all.texts {
		statement = strings.TrimRight(strings.TrimSpace(statement), ";")
		found := ofList.FindStringSubmatch(statement)
		switch {
		case found == nil:
		case found[2] == listTable:
			kept = append(kept, withoutSpares(statement))
		case found[2] == listWords:
			statement = withoutSpares(statement)
			kept = append(kept, statement, keepWords(listed.FindAllStringSubmatch(statement, -1)))
		case slices.Contains(keptIndexes, found[2]):
			kept = append(kept, statement)
		}
	}
	if len(kept) != len(keptIndexes)+3 {
		return nil, fmt.Errorf("engine: the server's schema has another list of workflows than is known")
	}
	return kept, nil
}

// statements takes the place of a database when the schema is set up. SetupSchemaOnDB calls Exec alone.
type statements struct {
	sqlplugin.AdminDB
	texts []string
}

// Exec notes the statement.
func (s *statements) Exec(statement string, _ ...any) error {
	s.texts = append(s.texts, statement)
	return nil
}

// withoutSpares leaves out the columns that nothing of ours is kept in.
func withoutSpares(statement string) string {
	return spare.ReplaceAllStringFunc(statement, func(line string) string {
		name := strings.TrimSpace(line)
		kept := slices.ContainsFunc(keptKinds, func(kind enumspb.IndexedValueType) bool {
			return regexp.MustCompile(`^` + kind.String() + `\d\d\b`).MatchString(name)
		})
		if kept {
			return line
		}
		return ""
	})
}

// keepWords are the triggers that keep the index of words: of rows that have some, which are those of workflows that
// are in trouble, for one.
func keepWords(columns [][]string) string {
	var names []string
	for _, c := range columns {
		names = append(names, c[1])
	}
	of := func(row string) string { return row + "." + strings.Join(names, ", "+row+".") }
	some := func(row string) string { return "coalesce(" + of(row) + ") is not null" }
	add := "insert into " + listWords + " (rowid, " + strings.Join(names, ", ") + ") select new.rowid, " + of("new") + " where " + some("new") + ";"
	remove := "insert into " + listWords + " (" + listWords + ", rowid, " + strings.Join(names, ", ") + ") select 'delete', old.rowid, " +
		of("old") + " where " + some("old") + ";"
	trigger := func(name, event, body string) string {
		return "create trigger " + listTable + "_" + name + " after " + event + " on " + listTable + " begin " + body + " end"
	}
	return trigger("ai", "insert", add) + "; " + trigger("ad", "delete", remove) + "; " + trigger("au", "update", remove+" "+add)
}
