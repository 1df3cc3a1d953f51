package mail

import (
	"bytes"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
)

// Servers on the way put their footers below what is encoded, and programs forget to say where parts begin. A parser makes
// rubbish of the one, and nothing of the other. So both are mended in what the parser is given; the raw bytes stay as they are.

const (
	// maxBoundary is how long a boundary is (RFC 2046 section 5.1.1).
	maxBoundary = 70
	wholeLine   = 40 // from how many characters on a line of base64 can be one of several
)

// mended is the skeleton of a message, fit for the parser.
func (in *Inbound) mended(small []byte) []byte {
	small = in.withBoundary(small)
	if !bytes.Contains(small, []byte("ase64")) && !bytes.Contains(small, []byte("ASE64")) {
		return small
	}
	return in.withoutFooters(small, structureOf(small))
}

var typeField = regexp.MustCompile(`(?im)^content-type[ \t]*:[ \t]*multipart/[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*`)

// withBoundary adds the boundary that the message does not name and uses.
func (in *Inbound) withBoundary(small []byte) []byte {
	header := headerOf(small)
	field := typeField.FindIndex(header[:min(len(header), maxHeader)])
	if field == nil || bytes.Contains(bytes.ToLower(header[field[0]:field[1]]), []byte("boundary")) {
		return small
	}
	for line := range bytes.Lines(small[len(header):]) {
		boundary, ok := strings.CutPrefix(strings.TrimRight(string(line[:min(len(line), 2*maxBoundary)]), "\r\n \t"), "--")
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			continue
		case !ok || boundary == "" || len(boundary) > maxBoundary || strings.ContainsAny(boundary, `"\`):
			return small
		}
		in.problem("The message says that it has parts and not where they begin; that was found out.")
		return bytes.Join([][]byte{small[:field[1]], []byte(`; boundary="` + boundary + `"`), small[field[1]:]}, nil)
	}
	return small
}

// withoutFooters puts what stands below the encoding of a text into it, and takes it off from below that of a file.
func (in *Inbound) withoutFooters(small []byte, of structure) []byte {
	var out bytes.Buffer
	copied, body := 0, -1 // where the encoded body of a part began
	var within content
	header, began := true, 0
	finish := func(to int) {
		if body < 0 {
			return
		}
		coded, footer := cutBase64(small[body:to])
		if footer = bytes.TrimSpace(footer); len(footer) > 0 {
			out.Write(small[copied:body])
			out.Write(in.withFooter(coded, footer, within.file))
			copied = to
		}
		body = -1
	}
	for at := 0; at < len(small); {
		end := at + lineEnd(small[at:])
		line := small[at:end]
		switch {
		case canDelimit(line) && of.declares(line):
			finish(at)
			header, began = true, end
		case header && len(bytes.TrimRight(line, "\r\n")) == 0:
			within, header = contentOf(small[began:at]), false
			if within.encoding == "base64" {
				body = end
			}
		}
		at = end
	}
	finish(len(small))
	if copied == 0 {
		return small
	}
	out.Write(small[copied:])
	return out.Bytes()
}

func (in *Inbound) withFooter(coded, footer []byte, file bool) []byte {
	if file {
		in.problem("Something stands below an encoded file and is not part of it; it is not shown.")
		return slices.Concat(bytes.TrimRight(coded, "\r\n"), []byte("\r\n")) // the raw bytes are not written to
	}
	text := appendBase64(nil, coded)
	text = append(append(text, "\r\n\r\n"...), footer...)
	lines := base64.StdEncoding.EncodeToString(text)
	var out bytes.Buffer
	for len(lines) > 0 {
		n := min(len(lines), 76)
		out.WriteString(lines[:n] + "\r\n")
		lines = lines[n:]
	}
	return out.Bytes()
}

// cutBase64 says where an encoding ends (RFC 2045 section 6.8): after the padding, after a line that is shorter than those
// before, or before a line with spaces in it.
func cutBase64(body []byte) (coded, rest []byte) {
	longest, over := 0, false
	at := 0
	for line := range bytes.Lines(body) {
		text := bytes.Trim(line, " \t\r\n")
		switch {
		case len(text) == 0:
		case bytes.ContainsAny(text, " \t") || over && !continues(text) || foreign(text)*4 > len(text):
			return body[:at], body[at:]
		default:
			over = bytes.HasSuffix(text, []byte("=")) || over || longest >= wholeLine && len(text) < longest
			longest = max(longest, len(text))
		}
		at += len(line)
	}
	return body, nil
}

// continues says whether a line can go on with an encoding that seemed over: some programs write short lines.
func continues(line []byte) bool {
	return len(line)%4 == 0 && foreign(line) == 0 && len(line) >= wholeLine
}

// foreign counts what is no sign of base64.
func foreign(line []byte) int {
	n := 0
	for _, b := range line {
		if (b < 'a' || b > 'z') && (b < 'A' || b > 'Z') && (b < '0' || b > '9') && b != '+' && b != '/' && b != '=' {
			n++
		}
	}
	return n
}
