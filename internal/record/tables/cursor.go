package tables

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
)

// CursorOf is the place after a row, opaque to whoever reads on from there.
func CursorOf(values ...any) string {
	text, err := json.Marshal(values)
	if err != nil { // strings and numbers always encode
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// ReadCursor reads a place back. It returns false for the beginning, and fails
// with CodeInvalid if the cursor is none.
func ReadCursor(cursor string, into ...any) (bool, error) {
	if cursor == "" {
		return false, nil
	}
	broken := claim.Errorf(claim.CodeInvalid, "the address of this page of the list cannot be read").
		WithHint("begin again at the first page")
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return false, broken
	}
	var values []json.RawMessage
	if json.Unmarshal(text, &values) != nil || len(values) != len(into) {
		return false, broken
	}
	for i, value := range values {
		if json.Unmarshal(value, into[i]) != nil {
			return false, broken
		}
	}
	return true, nil
}

// Clauses are the conditions of a query, all of which have to hold.
type Clauses struct {
	texts []string
	Args  []any
}

// Add adds a condition and its arguments.
func (c *Clauses) Add(text string, args ...any) {
	c.texts, c.Args = append(c.texts, text), append(c.Args, args...)
}

// String is all conditions, for behind a "where".
func (c *Clauses) String() string {
	if len(c.texts) == 0 {
		return "1 = 1"
	}
	return strings.Join(c.texts, " and ")
}

// Any is that one of the conditions holds, for behind a "where".
func (c *Clauses) Any() string { return strings.Join(c.texts, " or ") }

// Visible adds that the viewer may see the case that a column names. What
// belongs to no case passes.
func (c *Clauses) Visible(column string, who lists.Viewer) {
	if who.All {
		return
	}
	c.Add(`(`+column+` = '' or exists (select 1 from cases as seen where seen.id = `+column+` and (seen.sensitivity <> ? or exists (
		select 1 from case_access where case_access.case_id = seen.id and case_access.person = ?))))`,
		string(claim.Restricted), who.Person.String())
}

// AnyOf are values of a string type as arguments.
func AnyOf[T ~string](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// Limited keeps a page within bounds.
func Limited(n int) int {
	switch {
	case n <= 0:
		return 50
	case n > 500:
		return 500
	}
	return n
}

// PartyVisible is the condition that a party was asked in a case that a person
// may see, or in none. Its arguments are the word for restricted, and the person.
func PartyVisible(column string) string {
	return `(not exists (select 1 from party_cases where party = ` + column + `) or exists (
		select 1 from party_cases join cases on cases.id = party_cases.case_id where party = ` + column + `
		and (cases.sensitivity <> ? or exists (select 1 from case_access where case_access.case_id = cases.id and case_access.person = ?))))`
}
