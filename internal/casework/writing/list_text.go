package writing

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"github.com/onrecord/onrecord/internal/casework"
)

// utf16s are how UTF-16 begins (Unicode 16.0, section 23.8).
var utf16s = map[string]encoding.Encoding{
	"\xff\xfe": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"\xfe\xff": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
}

// ListText reads the bytes of a list as text: UTF-8, or UTF-16 that says so at its
// beginning, as spreadsheets write it. Other bytes are refused with CodeInvalid: what is
// guessed would stand in a claim, word by word.
func ListText(field string, data []byte) (string, error) {
	if len(data) >= 2 {
		if utf16, ok := utf16s[string(data[:2])]; ok {
			text, err := utf16.NewDecoder().Bytes(data)
			if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
				return "", casework.Invalid(field, "it begins like UTF-16 and goes on as something else; save it as UTF-8")
			}
			data = text
		}
	}
	switch data = bytes.TrimPrefix(data, []byte("\ufeff")); {
	case bytes.IndexByte(data, 0) >= 0:
		return "", casework.Invalid(field, "it is no text; from a spreadsheet, save it as CSV (UTF-8)")
	case !utf8.Valid(data):
		return "", casework.Invalid(field, "its letters are neither UTF-8 nor UTF-16; save it as CSV (UTF-8)")
	}
	return string(data), nil
}

// separators are what stands between the columns of a list, the commonest first.
const separators = ",;\t|"

// separator is what stands between the columns: what makes the first line name the
// column statement or, if none does, what cuts the first lines into the same number of columns.
func separator(text string) rune {
	best, most := ',', 0
	for _, s := range separators {
		rows := firstRows(text, s)
		if len(rows) == 0 {
			continue
		}
		if len(rows[0]) > 1 && slices.Contains(columnsOf(rows[0]), "statement") {
			return s
		}
		if n := len(rows[0]); n > most && n > 1 && !slices.ContainsFunc(rows, func(r []string) bool { return len(r) != n }) {
			best, most = s, n
		}
	}
	return best
}

// firstRows are the first rows of a list, as far as they can be read.
func firstRows(text string, separator rune) [][]string {
	const enough = 20
	r := reader(text, separator)
	var rows [][]string
	for len(rows) < enough {
		row, err := r.Read()
		if err != nil {
			break
		}
		rows = append(rows, row)
	}
	return rows
}

// reader reads columns as RFC 4180 has them, with another separator where there is one.
func reader(text string, separator rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = separator, -1, true, separator != '\t'
	return r
}
