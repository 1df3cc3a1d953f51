package casefile

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// lineReader gives the text a line at a time and counts the lines, so that it
// is known how far the parser had come when it failed.
type lineReader struct {
	rest  []byte
	lines int
}

// Read implements [io.Reader].
func (r *lineReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.rest)
	end := bytes.IndexByte(p[:n], '\n')
	if end >= 0 {
		n = end + 1
	}
	if end >= 0 || n == len(r.rest) {
		r.lines++
	}
	r.rest = r.rest[n:]
	return n, nil
}

// syntax explains what the parser did not understand.
func (ps *problems) syntax(text []byte, reached int, err error) {
	stated, message := split(err)
	if strings.Contains(message, openQuote) {
		ps.add(max(1, stated), 0, "", "%s", explain(message))
		return
	}
	line := faultLine(text, reached, message)
	if strings.Contains(message, badStart) && tabIndents(text[len(firstLines(text, line-1)):]) {
		message = tabIndent
	}
	ps.add(line, 0, "", "%s", explain(message))
}

// tabIndents reports whether a tab stands in front of the first word of text.
func tabIndents(text []byte) bool {
	indent := text[:len(text)-len(bytes.TrimLeft(text, " \t"))]
	return bytes.ContainsRune(indent, '\t')
}

// split takes the line off the library's message. It is that of the
// surrounding list more often than that of the fault; for a quote that stays
// open it is right.
func split(err error) (line int, message string) {
	message = strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(message, "line "); ok {
		digits, after, _ := strings.Cut(rest, ": ")
		line, _ = strconv.Atoi(digits)
		message = after
	}
	return line, message
}

// maxRetries is how many lines the parser reads ahead of a fault, at most; and
// maxRetried the size of a file that it is worth parsing again for.
const (
	maxRetries = 3
	maxRetried = 256 << 10
)

// faultLine finds the first line with which the text fails in the same way.
// The parser had read as far as line reached.
func faultLine(text []byte, reached int, message string) int {
	if len(text) > maxRetried {
		return reached
	}
	for range maxRetries {
		shorter := firstLines(text, reached-1)
		if len(shorter) == 0 || !failsAlike(shorter, message) {
			break
		}
		reached--
	}
	return reached
}

func failsAlike(text []byte, message string) bool {
	var doc yaml.Node
	err := yaml.Unmarshal(text, &doc)
	if err == nil {
		return false
	}
	_, again := split(err)
	return again == message
}

func firstLines(text []byte, n int) []byte {
	end := 0
	for range n {
		next := bytes.IndexByte(text[end:], '\n')
		if next < 0 {
			return text
		}
		end += next + 1
	}
	return text[:end]
}

// Messages of the library that syntax knows.
const (
	openQuote = "found unexpected end of stream"
	badStart  = "found character that cannot start"
	tabIndent = "found a tab character"
)

// explanations say in the words of an editor what the library's messages mean.
var explanations = []struct{ message, meaning string }{
	{"exceeded max depth", tooDeep},
	{"unknown anchor", aliasRefused},
	{"mapping values are not allowed", "there is a second colon in this line, or the line is indented too far: put a text with a colon in quotes, and line up keys that belong together"},
	{"could not find expected ':'", "this line is not of the form \"key: value\": add the colon and a space, or indent the line if it continues a text"},
	{openQuote, "a text in quotes begins here and does not end: add the closing quote"},
	{"did not find expected '-' indicator", "this line fits neither the list above it nor what surrounds that: line it up with the lines it belongs to"},
	{"did not find expected key", "this line does not fit the one above: line up keys that belong together, and put a whole text in quotes or none of it"},
	{"did not find expected ',' or", "a list or group of keys in brackets is not closed, or holds a text that needs quotes: add the comma, the bracket or the quotes"},
	{"did not find expected node content", "a value is missing here, or a bracket is one too many: write the value, or delete the bracket"},
	{"did not find expected <document start>", "text stands after the end of the document: line it up with the lines it belongs to"},
	{badStart, "a text cannot begin with this character: put it in quotes"},
	{tabIndent, "a tab indents this line: use spaces"},
	{"block sequence entries are not allowed", "a list cannot begin in the middle of a line: put the dash on the next line"},
	{"found unknown escape character", "a text in double quotes has a backslash that means nothing: write two backslashes"},
	{"found invalid Unicode character escape", "a text has an escape that is not a character: write the character itself"},
	{"did not find expected comment or line break", "nothing may follow | or > on its line: begin the text on the next line"},
}

func explain(message string) string {
	for _, e := range explanations {
		if strings.Contains(message, e.message) {
			return e.meaning
		}
	}
	return "this is not YAML: " + message
}
