package authn

import (
	"bytes"
	"crypto/sha256"
	"io"
	"regexp"
	"strings"
)

// The two forms in which what is signed is hashed (RFC 6376 section 3.4).
const (
	formSimple  = "simple"
	formRelaxed = "relaxed"
)

// relaxed is a field as it is signed (RFC 6376 section 3.4.2), without its end.
func relaxed(name, value string) string {
	unfolded := strings.ReplaceAll(value, "\r\n", "")
	return name + ":" + strings.Join(strings.FieldsFunc(unfolded, func(r rune) bool { return r == ' ' || r == '\t' }), " ")
}

var signatureTag = regexp.MustCompile(`(^|;)(\s*b\s*=)[^;]*`)

// unsigned is a signature without its own value.
func unsigned(value string) string { return signatureTag.ReplaceAllString(value, "$1$2") }

// hashOf is the hash of the body in a form. It is made once for each form, however many signatures there are: hashing is
// all that a large message costs.
func (c *checking) hashOf(body []byte, form string) [sha256.Size]byte {
	if hash, ok := c.hashed[form]; ok {
		return hash
	}
	h := sha256.New()
	writeCanonical(h, body, form)
	if c.hashed == nil {
		c.hashed = map[string][sha256.Size]byte{}
	}
	hash := [sha256.Size]byte(h.Sum(nil))
	c.hashed[form] = hash
	return hash
}

// canonicalPiece is how many bytes of a body are put together before they are hashed.
const canonicalPiece = 64 << 10

var emptyLines = bytes.Repeat([]byte("\r\n"), canonicalPiece/2)

// writeCanonical writes a body as it is signed (RFC 6376 sections 3.4.3 and 3.4.4): every line ended by CR LF, no empty
// lines at its end. A hash takes all that is written to it.
func writeCanonical(w io.Writer, body []byte, form string) {
	out := make([]byte, 0, canonicalPiece)
	empty, written := 0, false // lines in a row, and whether any has something in it
	for len(body) > 0 {
		if body[0] == '\n' {
			empty, body = empty+1, body[1:]
			continue
		}
		line := body
		if end := bytes.IndexByte(body, '\n'); end >= 0 {
			line, body = body[:end], body[end+1:]
		} else {
			body = nil
		}
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 || form == formRelaxed && blank(line) {
			empty++
			continue
		}
		if out, written = appendEmpty(w, out, empty), true; form == formRelaxed {
			out = appendRelaxed(out, line)
		} else {
			out = append(out, line...)
		}
		if out, empty = append(out, '\r', '\n'), 0; len(out) >= canonicalPiece {
			_, _ = w.Write(out)
			out = out[:0]
		}
	}
	if !written && form == formSimple {
		out = append(out, '\r', '\n')
	}
	_, _ = w.Write(out)
}

// appendEmpty appends empty lines; of many it writes out what is before them, and them.
func appendEmpty(w io.Writer, out []byte, lines int) []byte {
	for 2*lines > canonicalPiece {
		_, _ = w.Write(out)
		_, _ = w.Write(emptyLines)
		out, lines = out[:0], lines-canonicalPiece/2
	}
	return append(out, emptyLines[:2*lines]...)
}

// blank reports whether a line has nothing but white space.
func blank(line []byte) bool {
	for _, b := range line {
		if b != ' ' && b != '\t' {
			return false
		}
	}
	return true
}

// appendRelaxed adds a line with one space for each run of white space, and none at its end. Most lines are so already.
func appendRelaxed(out, line []byte) []byte {
	if bytes.IndexByte(line, ' ') < 0 && bytes.IndexByte(line, '\t') < 0 {
		return append(out, line...)
	}
	space := false
	for _, b := range line {
		if b == ' ' || b == '\t' {
			space = true
			continue
		}
		if space {
			out, space = append(out, ' '), false
		}
		out = append(out, b)
	}
	return out
}
