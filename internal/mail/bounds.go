package mail

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/jhillyerd/enmime/v2/mediatype"
)

// Bounds on a message's structure. A MIME parser descends into multiparts and scans what is left of the message at every
// level; ours doubles its work at the end of an unclosed one, and reading the parameters of a field costs it the square of
// their number. Without bounds, 3 KB can be made to cost hours. They stand before any parser, of the library as of Go itself.
const (
	maxHeader      = 256 << 10 // bytes in the message's header
	maxPartHeaders = 512 << 10 // bytes in the headers of all parts
	maxMultiparts  = 12        // multiparts in a message; honest mail has two to four
	maxMediaType   = 2 << 10   // bytes of a Content-Type or Content-Disposition
	maxMediaTypes  = 128 << 10 // bytes of all of them
	maxParameters  = 24        // parameters of one; honest mail has two or three, and a long name comes in pieces
	maxParts       = 1000      // parts of a message
	maxBoundaries  = 64        // boundaries declared anywhere, in quoted mail too
)

// structure is what a message declares of its parts.
type structure struct {
	boundaries []string // each as far as it can be told without a parser; more than the parser finds
	unclear    bool     // there are too many, or one cannot be told
}

// withinBounds gives the structure of a message, and says in a sentence why it is not to be parsed as MIME, or nothing. small is
// its skeleton.
func withinBounds(small []byte, work int) (of structure, reason string) {
	if len(headerOf(small)) > maxHeader {
		return of, "The header is longer than 256 KiB; only part of it was read, and the rest is shown as plain text."
	}
	const large = "The message's structure is too large; it is shown as plain text."
	if len(small) > work/2 {
		return of, large
	}
	of = structureOf(small)
	parts, headers := of.count(small)
	switch {
	case parts > maxParts:
		return of, "The message has too many parts; it is shown as plain text."
	case headers > maxPartHeaders:
		return of, "The headers of the message's parts are too long; it is shown as plain text."
	case len(small)*(1+min(len(of.boundaries), maxMultiparts)) > work:
		return of, large
	}
	return of, ""
}

// structureOf finds what could be a boundary parameter (RFC 2046 section 5.1.1), anywhere: a part's header can stand
// wherever a delimiter does. Of a value in pieces (RFC 2231) it takes the first.
func structureOf(small []byte) structure {
	var s structure
	lower := lowerBytes(small)
	for at := 0; ; {
		found := bytes.Index(lower[at:], []byte("boundary"))
		if found < 0 {
			return s
		}
		at += found + len("boundary")
		name, value, ok := bytes.Cut(small[at:min(len(small), at+300)], []byte("="))
		if name = bytes.Trim(name, " \t\r\n*"); !ok || len(name) > 0 && string(name) != "0" {
			continue // a word of a text, or a further piece
		}
		value = bytes.TrimLeft(value, " \t\r\n\"")
		if end := bytes.IndexAny(value, "\";\\ \t\r\n%'"); end >= 0 {
			value = value[:end]
		}
		switch {
		case len(value) == 0 || len(s.boundaries) == maxBoundaries:
			s.unclear = true
			return s
		case !slices.Contains(s.boundaries, string(value)):
			s.boundaries = append(s.boundaries, string(value))
		}
	}
}

// lowerBytes lowers A to Z: unlike bytes.ToLower, it changes no lengths, whatever the bytes are.
func lowerBytes(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}

// count counts the lines that could start a part, and the bytes of the headers below them.
func (s structure) count(small []byte) (parts, headers int) {
	inHeader := false
	for line := range bytes.Lines(small) {
		switch {
		case canDelimit(line) && s.declares(line):
			parts++
			inHeader = true
		case len(bytes.TrimRight(line, "\r\n")) == 0:
			inHeader = false
		case inHeader:
			headers += len(line)
		}
	}
	return parts, headers
}

// declares says whether a line could be a delimiter of one of the boundaries.
func (s structure) declares(line []byte) bool {
	rest := line[min(len(line), bytes.Index(line, []byte("--"))+2):]
	return s.unclear || slices.ContainsFunc(s.boundaries, func(b string) bool { return bytes.HasPrefix(rest, []byte(b)) })
}

// headerOf is what stands before the first empty line.
func headerOf(raw []byte) []byte {
	for at := 0; ; {
		end := bytes.IndexByte(raw[at:], '\n')
		if end < 0 {
			return raw
		}
		at += end + 1
		if bytes.HasPrefix(raw[at:], []byte("\n")) || bytes.HasPrefix(raw[at:], []byte("\r\n")) {
			return bytes.TrimSuffix(raw[:at-1], []byte("\r"))
		}
	}
}

// guard reads media types for the parser and stops it from descending too far. A level needs a boundary that no level
// around it has, so bounding the boundaries bounds the levels.
type guard struct {
	declared   structure
	boundaries map[string]bool
	read       int // bytes of media types
	exceeded   bool
}

// parse is an enmime.CustomParseMediaType. Beyond the bounds, a multipart becomes a file of unknown type, and a text one
// without parameters: its words are shown all the same.
func (g *guard) parse(value string) (mediaType string, params map[string]string, invalid []string, err error) {
	if g.read += len(value); len(value) > maxMediaType || g.read > maxMediaTypes {
		return bareType(value), nil, nil, nil
	}
	options := mediatype.ParseOptions{StripMediaTypeInvalidCharacters: true}
	mediaType, params, invalid, err = mediatype.ParseWithOptions(fewParameters(value), options)
	boundary := params["boundary"]
	if boundary == "" || g.boundaries[boundary] {
		return mediaType, params, invalid, err
	}
	if len(g.boundaries) == maxMultiparts || !g.declared.declares([]byte("--"+boundary)) {
		g.exceeded = true
		return "application/octet-stream", nil, invalid, err
	}
	g.boundaries[boundary] = true
	return mediaType, params, invalid, err
}

func bareType(value string) string {
	for _, known := range []string{"text/plain", "text/html", "attachment", "inline"} {
		if strings.EqualFold(value[:min(len(value), len(known))], known) {
			return known
		}
	}
	return "application/octet-stream"
}

// fewParameters is the beginning of a field with at most maxParameters. Where it ends within quotes, so be it.
func fewParameters(value string) string {
	n := 0
	for i := range len(value) {
		if value[i] == ';' {
			if n++; n > maxParameters {
				return value[:i]
			}
		}
	}
	return value
}

// flatten rewrites a message that cannot be parsed into one that can: its fields, each cut to a bound, without those of
// MIME, and everything after the header as plain text.
func flatten(raw []byte) []byte {
	header := headerOf(raw)
	body := bytes.TrimLeft(raw[len(header):], "\r\n")
	var out bytes.Buffer
	for _, f := range readFields(header[:min(len(header), maxHeader)]) {
		if strings.HasPrefix(f.name, "content-") || f.name == "mime-version" {
			continue
		}
		fmt.Fprintf(&out, "%s: %s\r\n", f.name, f.value[:min(len(f.value), maxField)])
	}
	out.WriteString("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
	out.Write(body[:min(len(body), maxText)])
	return out.Bytes()
}
