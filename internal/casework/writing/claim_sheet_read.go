package writing

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// sheetLine is a claim of a list. It is content.
type sheetLine struct {
	Line int `json:"line"` // in the text, from 1
	ClaimInput
	Wrong string `json:"wrong,omitempty"` // why it cannot become a claim
}

// sheetLines reads a list of claims. Empty lines are left out.
func sheetLines(in SheetInput) ([]sheetLine, error) {
	if len(in.Text) > MaxSheetBytes {
		return nil, claim.Errorf(claim.CodeTooLarge, "the list is longer than %d MB", MaxSheetBytes>>20).
			WithField("text", "split it into several lists")
	}
	text := strings.ReplaceAll(strings.TrimPrefix(in.Text, "\ufeff"), "\r\n", "\n")
	var lines []sheetLine
	var err error
	if in.Format == SheetOfCSV || in.Format == "" && hasHeader(text) {
		lines, err = linesOfCSV(text)
	} else {
		lines = linesOfText(text)
	}
	switch {
	case err != nil:
		return nil, err
	case len(lines) == 0:
		return nil, casework.Invalid("text", "write at least one claim")
	case len(lines) > MaxSheetLines:
		return nil, claim.Errorf(claim.CodeTooLarge, "the list has %d claims; at most %d are added at once", len(lines), MaxSheetLines).
			WithField("text", fmt.Sprintf("at most %d lines", MaxSheetLines))
	}
	for i := range lines {
		lines[i].Draft = in.Draft
		if lines[i].Tier == "" {
			lines[i].Tier = in.Tier
		}
	}
	markTwins(lines)
	return lines, nil
}

// markTwins refuses lines that say the same, or have the same key, as one before.
func markTwins(lines []sheetLine) {
	said, named := map[string]int{}, map[string]int{}
	for i := range lines {
		l := &lines[i]
		if before, ok := said[l.Statement]; ok && l.Wrong == "" {
			l.Wrong = fmt.Sprintf("line %d says the same", before)
		}
		if before, ok := named[l.Key]; ok && l.Key != "" && l.Wrong == "" {
			l.Wrong = fmt.Sprintf("line %d has the same key", before)
		}
		if l.Wrong == "" {
			said[l.Statement], named[l.Key] = l.Line, l.Line
		}
	}
}

// bullets are what stands before the points of a list that was copied. Numbers are left: "3. Mai" begins a sentence.
var bullets = regexp.MustCompile(`^[-*•·–—]\s+`)

func linesOfText(text string) []sheetLine {
	var lines []sheetLine
	for i, statement := range strings.Split(text, "\n") {
		if statement = bullets.ReplaceAllString(strings.TrimSpace(statement), ""); statement != "" {
			lines = append(lines, sheetLine{Line: i + 1, ClaimInput: ClaimInput{Statement: statement}})
		}
	}
	return lines
}

// Columns of a list in CSV.
var (
	sheetColumns   = []string{"statement", "claimant", "where", "made at", "holds", "subjects", "language", "tier", "key"}
	defaultColumns = sheetColumns[:3]
)

// hasHeader reports whether the first line names the column statement.
func hasHeader(text string) bool {
	rows := firstRows(text, separator(text))
	return len(rows) > 0 && len(rows[0]) > 1 && slices.Contains(columnsOf(rows[0]), "statement")
}

func columnsOf(record []string) []string {
	columns := make([]string, len(record))
	for i, name := range record {
		columns[i] = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "_", " ")
	}
	return columns
}

func linesOfCSV(text string) ([]sheetLine, error) {
	r := reader(text, separator(text))
	columns := defaultColumns
	var lines []sheetLine
	for first := true; ; first = false {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, casework.Invalid("text", "it cannot be read as CSV: "+csvProblem(err))
		}
		if names := columnsOf(record); first && slices.Contains(names, "statement") {
			if i := slices.IndexFunc(names, func(n string) bool { return !slices.Contains(sheetColumns, n) }); i >= 0 {
				return nil, casework.Invalid("text", fmt.Sprintf("there is no column %q; columns are: %s", names[i], strings.Join(sheetColumns, ", ")))
			}
			columns = names
			continue
		}
		at, _ := r.FieldPos(0)
		if line, ok := lineOfCSV(at, columns, record); ok {
			lines = append(lines, line)
		}
	}
}

// csvProblem says where the text is no CSV.
func csvProblem(err error) string {
	var where *csv.ParseError
	if errors.As(err, &where) {
		return fmt.Sprintf("look at line %d", where.Line)
	}
	return "look at its quotation marks"
}

// lineOfCSV reads one record; it is not ok if all of it is empty.
func lineOfCSV(at int, columns, record []string) (sheetLine, bool) {
	l := sheetLine{Line: at}
	empty := true
	for i, value := range record {
		value = strings.TrimSpace(value)
		empty = empty && value == ""
		if i >= len(columns) {
			if value != "" {
				l.Wrong = fmt.Sprintf("it has more than %d columns; put a text with what separates columns between quotation marks", len(columns))
			}
			continue
		}
		l.set(columns[i], value)
	}
	return l, !empty
}

func (l *sheetLine) set(column, value string) {
	switch column {
	case "statement":
		l.Statement = value
	case "claimant":
		l.Claimant = value
	case "where":
		l.Where = value
	case "language":
		l.Language = value
	case "key":
		l.Key = value
	case "subjects":
		for _, s := range strings.Split(value, ";") {
			if s = strings.TrimSpace(s); s != "" {
				l.Subjects = append(l.Subjects, s)
			}
		}
	case "tier":
		l.Tier = claim.Tier(strings.ToLower(value))
	case "made at":
		if value == "" {
			return
		}
		at, err := claim.ParseWhen(value)
		if err != nil {
			l.Wrong = fmt.Sprintf("%q is no date and no instant; write it like 2017-03-09, or 2017-03-09T17:00:00Z", value)
			return
		}
		l.MadeAt = &at
	case "holds":
		if value == "" {
			return
		}
		p, err := claim.ParsePeriod(value)
		if err != nil {
			l.Wrong = err.Error()
			return
		}
		l.Holds = &p
	}
}
