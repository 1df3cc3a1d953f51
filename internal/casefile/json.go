package casefile

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// jsonReader turns JSON into the tree that YAML makes. YAML holds JSON but for
// one thing: characters that programs write as two escapes (RFC 8259 section 7).
type jsonReader struct {
	text    []byte
	decoder *json.Decoder
	at      int // the text up to here is counted in line and column
	line    int
	column  int
	stopped bool // something is nested too deep
}

// parseJSON builds the tree of text, which is valid JSON.
func parseJSON(text []byte) *yaml.Node {
	r := &jsonReader{text: text, decoder: json.NewDecoder(bytes.NewReader(text)), line: 1, column: 1}
	r.decoder.UseNumber()
	return r.value(1)
}

// value reads one value. It stops at what is nested too deep: checkTree refuses
// that, whatever is in it.
func (r *jsonReader) value(depth int) *yaml.Node {
	n := r.next()
	if n.Kind == yaml.ScalarNode {
		return n
	}
	r.stopped = r.stopped || depth > MaxDepth
	for !r.stopped && r.decoder.More() {
		n.Content = append(n.Content, r.value(depth+1))
	}
	_, _ = r.decoder.Token() // the closing bracket
	return n
}

// next reads a token that begins a value or is a key. The text is valid, so
// there is one.
func (r *jsonReader) next() *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode}
	n.Line, n.Column = r.position()
	token, _ := r.decoder.Token()
	switch t := token.(type) {
	case json.Delim:
		n.Kind = yaml.SequenceNode
		if t == '{' {
			n.Kind = yaml.MappingNode
		}
	case string:
		n.Tag, n.Value = "!!str", t
	case json.Number:
		n.Tag, n.Value = "!!int", t.String()
	case bool:
		n.Tag, n.Value = "!!bool", strconv.FormatBool(t)
	default:
		n.Tag = "!!null"
	}
	return n
}

// position is where the next token begins.
func (r *jsonReader) position() (line, column int) {
	for at := int(r.decoder.InputOffset()); at < len(r.text); at++ {
		if c := r.text[at]; c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != ',' && c != ':' {
			r.advance(at)
			break
		}
	}
	return r.line, r.column
}

func (r *jsonReader) advance(to int) {
	passed := r.text[r.at:to]
	if last := bytes.LastIndexByte(passed, '\n'); last >= 0 {
		r.line += bytes.Count(passed, []byte("\n"))
		r.column, passed = 1, passed[last+1:]
	}
	r.column += utf8.RuneCount(passed)
	r.at = to
}
