package writing

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// Limits of a list of claims.
const (
	// MaxSheetLines is how many claims one list adds at most.
	MaxSheetLines = 2000
	// MaxSheetBytes is how long its text may be.
	MaxSheetBytes = 1 << 20
)

// SheetInput adds many claims at once.
type SheetInput struct {
	Text   string      `json:"text" doc:"one claim per line, or columns with commas, semicolons, tabs or bars between them"`
	Format SheetFormat `json:"format,omitempty" enum:"lines,csv" doc:"csv if the first line names a column 'statement', else lines, if left out"`
	Tier   claim.Tier  `json:"tier,omitempty" doc:"how much harm a mistake would do, of those that name none; routine if left out"`
	Draft  bool        `json:"draft,omitempty" doc:"keep them drafts"`
}

// SheetFormat is how the text of a list is read.
type SheetFormat string

const (
	// SheetOfLines has one statement on each line.
	SheetOfLines SheetFormat = "lines"
	// SheetOfCSV has columns (RFC 4180, or with semicolons, tabs or bars between them):
	// those that its first line names, or statement, claimant and where.
	SheetOfCSV SheetFormat = "csv"
)

// SheetProgress is how far a list of claims is added.
type SheetProgress struct {
	ID      uuid.UUID      `json:"id"`
	Total   int            `json:"total" doc:"claims in the list"`
	Done    int            `json:"done" doc:"those that are settled, one way or the other"`
	Added   int            `json:"added"`
	There   int            `json:"there" doc:"those that the case had already, word by word"`
	Refused []SheetRefusal `json:"refused"`
	Settled bool           `json:"settled" doc:"nothing is left to do"`
	Running bool           `json:"running" doc:"somebody is at work on it now"`
}

// SheetRefusal is a line that did not become a claim.
type SheetRefusal struct {
	Line      int    `json:"line" doc:"in the text, from 1"`
	Statement string `json:"statement" doc:"as it was given, cut after 200 characters"`
	Why       string `json:"why"`
}

// sheetResult is what the record keeps of the lines that are settled: no content.
type sheetResult struct {
	Added   int             `json:"added"`
	There   int             `json:"there"`
	Refused []refusedOfList `json:"refused,omitempty"`
}

type refusedOfList struct {
	Index int    `json:"index"` // among the lines, from 0
	Why   string `json:"why"`
}

// sheetWait is how long the caller who adds a list waits for the end of it.
const sheetWait = 2 * time.Second

// AddClaims adds many claims to a case. It returns when all are settled or after
// two seconds, whichever comes first; the rest is added in the background, and
// [Sheet] shows how far that is. Adding again with the same key answers
// with the progress of the first. A list with a line that cannot be read as CSV,
// or over a limit, is refused as a whole.
func AddClaims(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in SheetInput) (SheetProgress, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return SheetProgress{}, err
	}
	lines, err := sheetLines(in)
	if err != nil {
		return SheetProgress{}, err
	}
	text, err := d.KeepJSON(ctx, "sheet", lines)
	if err != nil {
		return SheetProgress{}, err
	}
	sheet := lists.Sheet{
		ID: claim.DerivedID("sheet", casework.Key(ctx).String()), Case: c.ID, Person: caller.ID, Text: text,
		Total: len(lines), Result: []byte("{}"), MadeAt: d.Now(),
	}
	if err := d.Record().AddSheet(ctx, sheet); err != nil {
		return SheetProgress{}, err
	}
	select {
	case <-work(ctx, d, sheet.ID):
	case <-time.After(sheetWait):
	case <-ctx.Done():
	}
	return Sheet(ctx, d, caller, caseName, sheet.ID)
}

// Sheet shows how far a list of claims is added. If nobody is at work on it, as
// after a restart, work on it goes on.
func Sheet(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, id uuid.UUID) (SheetProgress, error) {
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return SheetProgress{}, err
	}
	sheet, err := d.Record().Sheet(ctx, id)
	if err != nil {
		return SheetProgress{}, err
	}
	if sheet.Case != c.ID {
		return SheetProgress{}, claim.Errorf(claim.CodeNotFound, "there is no list of claims %s", id)
	}
	if !sheet.Settled && !sheet.Lease.After(d.Now()) {
		work(ctx, d, id)
	}
	return progress(ctx, d, sheet)
}

// ResumeSheets goes on with the lists of claims that are not settled, as at the
// start of the program.
func ResumeSheets(ctx context.Context, d *casework.Door) error {
	open, err := d.Record().OpenSheets(ctx, uuid.Nil)
	for _, sheet := range open {
		work(ctx, d, sheet.ID)
	}
	return err
}

// SheetsOf shows the lists that are being added to a case.
func SheetsOf(ctx context.Context, d *casework.Door, caseID uuid.UUID) ([]SheetProgress, error) {
	open, err := d.Record().OpenSheets(ctx, caseID)
	if err != nil {
		return nil, err
	}
	all := make([]SheetProgress, len(open))
	for i, sheet := range open {
		if all[i], err = progress(ctx, d, sheet); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func progress(ctx context.Context, d *casework.Door, sheet lists.Sheet) (SheetProgress, error) {
	var result sheetResult
	if err := json.Unmarshal(sheet.Result, &result); err != nil {
		return SheetProgress{}, fmt.Errorf("decode the result of a list of claims: %w", err)
	}
	p := SheetProgress{
		ID: sheet.ID, Total: sheet.Total, Done: sheet.Next, Added: result.Added, There: result.There,
		Refused: []SheetRefusal{}, Settled: sheet.Settled, Running: !sheet.Settled && sheet.Lease.After(d.Now()),
	}
	if len(result.Refused) == 0 {
		return p, nil
	}
	l, err := d.Library(ctx, sheet.Text)
	if err != nil {
		return SheetProgress{}, err
	}
	lines := casework.Read[[]sheetLine](l, sheet.Text)
	for _, r := range result.Refused {
		refusal := SheetRefusal{Why: r.Why, Statement: casework.Erased}
		if r.Index < len(lines) {
			refusal.Line, refusal.Statement = lines[r.Index].Line, cut(lines[r.Index].Statement, 200)
		}
		p.Refused = append(p.Refused, refusal)
	}
	return p, nil
}

// cut keeps the first characters of a text.
func cut(text string, limit int) string {
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}
