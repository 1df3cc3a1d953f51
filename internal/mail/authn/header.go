package authn

import (
	"bytes"
	"strings"
)

// Bounds on what is parsed. The libraries join continuation lines by copying and look
// through all fields for each signed name, so lines and fields are bounded as well.
const (
	maxHeader = 256 << 10 // bytes
	maxField  = 32 << 10  // bytes
	maxFields = 1000
	maxLines  = 500 // of one field
)

// field is a header field: its name in lower case and its value unfolded.
type field struct{ name, value string }

// header is the header of a message, in its order.
type header []field

// split takes a message apart. bad says why it cannot be looked at, as a sentence.
func split(raw []byte) (h header, body []byte, bad string) {
	head, body := raw, []byte(nil)
	for _, end := range []string{"\r\n\r\n", "\n\n", "\n\r\n"} {
		if i := bytes.Index(raw[:min(len(raw), maxHeader+4)], []byte(end)); i >= 0 && i < len(head) {
			head, body = raw[:i], raw[i+len(end):]
		}
	}
	if len(head) > maxHeader {
		return nil, nil, "The header is too long to be checked."
	}
	size, lines := 0, 0
	for line := range bytes.Lines(head) {
		text := strings.TrimRight(string(line), "\r\n")
		if continues := text != "" && (text[0] == ' ' || text[0] == '\t'); continues && len(h) > 0 {
			size, lines = size+len(text), lines+1
			h[len(h)-1].value += " " + strings.TrimSpace(text)
		} else {
			name, value, _ := strings.Cut(text, ":")
			size, lines = len(text), 1
			h = append(h, field{strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)})
		}
		if size > maxField || lines > maxLines || len(h) > maxFields {
			return nil, nil, "The header has a field that is too long, or too many fields, to be checked."
		}
	}
	return h, body, ""
}

// all are the values of a field, from the top.
func (h header) all(name string) []string {
	var values []string
	for _, f := range h {
		if f.name == name {
			values = append(values, f.value)
		}
	}
	return values
}

// tags reads a tag list (RFC 6376 section 3.2). Of a tag that stands twice, ok is false.
func tags(list string) (values map[string]string, ok bool) {
	values, ok = map[string]string{}, true
	for part := range strings.SplitSeq(list, ";") {
		name, value, found := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		if !found {
			ok = ok && name == ""
			continue
		}
		if _, twice := values[name]; twice {
			ok = false
		}
		values[name] = strings.TrimSpace(value)
	}
	return values, ok
}

// squeeze leaves out the white space that folding puts into a value.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
