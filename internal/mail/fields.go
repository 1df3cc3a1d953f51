package mail

import (
	"bytes"
	"strings"
)

// field is one header field: its name in lower case, its value unfolded.
type field struct {
	name, value string
}

// readFields reads header fields (RFC 5322 section 2.2), tolerantly: a line that is neither field nor continuation is
// passed over, and reading ends at an empty line.
func readFields(header []byte) []field {
	var fields []field
	var value strings.Builder // of the last field: a value in a hundred thousand lines is put together once
	finish := func() {
		if n := len(fields); n > 0 {
			fields[n-1].value = value.String()
		}
		value.Reset()
	}
	for line := range bytes.Lines(header) {
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" {
			break
		}
		if text[0] == ' ' || text[0] == '\t' {
			if len(fields) > 0 {
				value.WriteString(" " + strings.TrimSpace(text))
			}
			continue
		}
		if name, rest, ok := strings.Cut(text, ":"); ok && isFieldName(strings.TrimSpace(name)) {
			finish()
			fields = append(fields, field{name: strings.ToLower(strings.TrimSpace(name))})
			value.WriteString(strings.TrimSpace(rest))
		}
	}
	finish()
	return fields
}

// isFieldName says whether s is printable ASCII without a colon or space (RFC 5322 section 2.2).
func isFieldName(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || r == ':' }) < 0
}

// get gives the first value of a field; name is in lower case.
func get(fields []field, name string) string {
	for _, f := range fields {
		if f.name == name {
			return f.value
		}
	}
	return ""
}
