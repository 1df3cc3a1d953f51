package mail

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/jhillyerd/enmime/v2/mediatype"
)

// Bounds on a message's structure. A MIME parser descends into multiparts and scans what is left of the message at every
// level; ours doubles its work at the end of an unclosed one. Without bounds, 3 KB can be made to cost hours.
const (
	maxHeader     = 256 << 10 // bytes in the message's header
	maxMultiparts = 12        // multiparts within each other; honest mail has two to four
	maxMediaType  = 2 << 10   // bytes of a Content-Type or Content-Disposition; reading parameters costs more than their length
	maxDelimiters = 2000      // lines that could start a part
)

// headerEnd finds the first empty line.
var headerEnd = regexp.MustCompile(`\r?\n\r?\n`)

// tooComplex says in a sentence why a message is not to be parsed as MIME, or nothing.
func tooComplex(raw []byte) string {
	header := headerOf(raw)
	if len(header) > maxHeader {
		return "The header is longer than 256 KiB; only part of it was read, and the rest is shown as plain text."
	}
	if bytes.Contains(bytes.ToLower(header), []byte("multipart")) && countDelimiters(raw) > maxDelimiters {
		return "The message has too many parts; it is shown as plain text."
	}
	return ""
}

// countDelimiters counts the lines that could start a part (RFC 2046 section 5.1.1): "--" at the beginning, or one
// character further, as the parser allows.
func countDelimiters(raw []byte) int {
	n := 0
	for line := range bytes.Lines(raw) {
		if bytes.HasPrefix(line, []byte("--")) || len(line) > 3 && bytes.HasPrefix(line[1:], []byte("--")) {
			n++
		}
	}
	return n
}

func headerOf(raw []byte) []byte {
	if end := headerEnd.FindIndex(raw); end != nil {
		return raw[:end[0]]
	}
	return raw
}

// depthGuard reads media types for the parser and stops it from descending too far. A level needs a boundary that no
// level around it has, so bounding the boundaries bounds the levels.
type depthGuard struct {
	boundaries map[string]bool
	exceeded   bool
}

// parse is an enmime.CustomParseMediaType. Beyond the bound, a multipart becomes a file of unknown type.
func (g *depthGuard) parse(value string) (mediaType string, params map[string]string, invalid []string, err error) {
	if len(value) > maxMediaType {
		for _, text := range []string{"text/plain", "text/html"} {
			if strings.EqualFold(value[:len(text)], text) {
				return text, nil, nil, nil // its words are shown all the same
			}
		}
		return "application/octet-stream", nil, nil, nil
	}
	options := mediatype.ParseOptions{StripMediaTypeInvalidCharacters: true}
	mediaType, params, invalid, err = mediatype.ParseWithOptions(value, options)
	boundary := params["boundary"]
	if boundary == "" || g.boundaries[boundary] {
		return mediaType, params, invalid, err
	}
	if len(g.boundaries) == maxMultiparts {
		g.exceeded = true
		return "application/octet-stream", nil, invalid, err
	}
	g.boundaries[boundary] = true
	return mediaType, params, invalid, err
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
