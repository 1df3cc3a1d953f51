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

// field is a header field: its name in lower case, its value unfolded, and as it came, each line ended by CR LF. Of a line
// that is no field the name is empty. Whatever is said of a field, and what is verified, follows from this one reading.
type field struct{ name, value, raw string }

// signed is the value as it is signed, with its folds.
func (f field) signed() string {
	_, value, _ := strings.Cut(f.raw, ":")
	return value
}

// header is the header of a message, in its order.
type header []field

const blanks = " \t"

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
		text := string(bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")))
		if continues := text != "" && (text[0] == ' ' || text[0] == '\t'); continues && len(h) > 0 {
			size, lines = size+len(text), lines+1
			last := &h[len(h)-1]
			last.value, last.raw = last.value+" "+strings.Trim(text, blanks), last.raw+text+"\r\n"
		} else {
			name, value, found := strings.Cut(text, ":")
			if !found {
				name, value = "", text
			}
			size, lines = len(text), 1
			h = append(h, field{strings.ToLower(strings.Trim(name, blanks)), strings.Trim(value, blanks), text + "\r\n"})
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
	for _, i := range h.places(name) {
		values = append(values, h[i].value)
	}
	return values
}

// places are where a field stands, from the top.
func (h header) places(name string) []int {
	var at []int
	for i, f := range h {
		if f.name == name {
			at = append(at, i)
		}
	}
	return at
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
