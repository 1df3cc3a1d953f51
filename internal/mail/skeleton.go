package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"mime/quotedprintable"
	"slices"
	"strings"

	"github.com/jhillyerd/enmime/v2"
)

// A MIME parser works byte by byte, once for every multipart around a byte, and copies what it has read. So it is given a
// skeleton of the message: files stand in it as marks, which are replaced by the files once it is done, and texts end where
// nobody would be shown more of them. Mail has large files and small structure; what has it otherwise is no letter.
const (
	maxInSkeleton = 32 << 10  // bytes of a file that stay in the skeleton
	maxTextPart   = 2 << 20   // bytes of a text as it was sent
	maxTextParts  = 4 << 20   // bytes of all texts of a message, as they were sent
	maxWork       = 16 << 20  // bytes of the skeleton, times the multiparts that may be around each
	maxWorkForOne = 128 << 20 // likewise, where a person asked for one file
)

// skeleton is a message without what makes it large.
type skeleton struct {
	raw    []byte
	mark   string // begins every mark; nobody can know it without the message
	pieces []piece
	out    bytes.Buffer
	copied int // how much of raw is in out
	whole  bool
	texts  int // bytes of text so far
}

// piece is a stretch of the message that a mark stands for.
type piece struct {
	from, to int
	encoding string // by the header above it
	used     bool
}

const (
	markDigits  = 40
	pieceDigits = 8 // with markDigits divisible by 12: then base64 has one form, and no padding
)

// skeletonOf leaves out files, and, unless whole is set, what is too long of texts.
func skeletonOf(raw []byte, whole bool) *skeleton {
	s := &skeleton{raw: raw, whole: whole}
	if len(raw) <= maxInSkeleton {
		return s
	}
	sum := sha256.Sum256(raw[:min(len(raw), 1<<20)])
	s.mark = hex.EncodeToString(sum[:])[:markDigits]
	var within content
	begun := 0
	for begun < len(raw) {
		end := begun + stretch(raw[begun:])
		within = s.stretch(begun, end, within, begun == 0)
		begun = end + lineEnd(raw[end:]) // over the line that could be a delimiter
	}
	return s
}

// stretch is how many bytes go by before a line that could start or end a part (RFC 2046 section 5.1.1): "--" at its
// beginning, or one character further, as the parser allows.
func stretch(raw []byte) int {
	for at := 0; at < len(raw); at += lineEnd(raw[at:]) {
		if canDelimit(raw[at:]) {
			return at
		}
	}
	return len(raw)
}

func canDelimit(line []byte) bool {
	return bytes.HasPrefix(line, []byte("--")) || len(line) > 3 && line[0] != '\n' && bytes.HasPrefix(line[1:], []byte("--"))
}

func lineBegin(raw []byte, at int) int { return bytes.LastIndexByte(raw[:at], '\n') + 1 }

func lineEnd(raw []byte) int {
	if end := bytes.IndexByte(raw, '\n'); end >= 0 {
		return end + 1
	}
	return len(raw)
}

// content is what the header above a stretch says of it.
type content struct {
	encoding string
	file     bool
}

// contentOf reads a header, tolerantly: in doubt it is of a text.
func contentOf(header []byte) content {
	fields := readFields(header[:min(len(header), maxHeader)])
	lower := func(name string) string {
		value := get(fields, name)
		return strings.ToLower(strings.TrimSpace(value[:min(len(value), maxMediaType)]))
	}
	kind := lower("content-type")
	return content{
		encoding: lower("content-transfer-encoding"),
		file: strings.HasPrefix(lower("content-disposition"), "attachment") && !strings.HasPrefix(kind, "multipart/") ||
			strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && !strings.HasPrefix(kind, "multipart/"),
	}
}

// stretch takes what is between two lines that could be delimiters: a header, if it has one, and what follows.
func (s *skeleton) stretch(from, to int, within content, first bool) content {
	body := from
	if looksLikeHeader(s.raw[from:to]) || first {
		header := headerOf(s.raw[from:to])
		within, body = contentOf(header), from+len(header)
		for body < to && (s.raw[body] == '\r' || s.raw[body] == '\n') {
			body++
		}
	}
	keep := maxInSkeleton
	if !within.file {
		if s.whole {
			return within
		}
		keep = max(min(maxTextPart, maxTextParts-s.texts), 0)
		s.texts += min(to-body, keep)
	}
	if to-body <= keep {
		return within
	}
	if within.file {
		s.leaveOut(body, to, within)
	} else {
		s.leaveOut(body+lineCut(s.raw[body:body+keep]), to, within)
	}
	return within
}

// lineCut is where the last line of a text begins that does not end in it, if its lines are as long as lines are.
func lineCut(text []byte) int {
	if at := lineBegin(text, len(text)); len(text)-at < 4096 {
		return at
	}
	return len(text)
}

// looksLikeHeader says whether the first line is a field (RFC 5322 section 2.2).
func looksLikeHeader(stretch []byte) bool {
	line := stretch[:min(lineEnd(stretch), 1000)]
	name, _, ok := bytes.Cut(line, []byte(":"))
	return ok && isFieldName(string(bytes.TrimSpace(name)))
}

// leaveOut puts a mark in the place of a piece, encoded as what is around it.
func (s *skeleton) leaveOut(from, to int, within content) {
	for to > from && (s.raw[to-1] == '\n' || s.raw[to-1] == '\r') {
		to-- // the last line end belongs to the delimiter
	}
	if to-from <= markDigits+pieceDigits || len(s.pieces) == maxParts {
		return
	}
	mark := fmt.Sprintf("%s%0*x", s.mark, pieceDigits, len(s.pieces))
	if within.encoding == "base64" {
		mark = base64.StdEncoding.EncodeToString([]byte(mark))
	}
	s.out.Write(s.raw[s.copied:from])
	s.out.WriteString(mark)
	s.pieces = append(s.pieces, piece{from: from, to: to, encoding: within.encoding})
	s.copied = to
}

// small is the skeleton itself.
func (s *skeleton) small() []byte {
	if len(s.pieces) == 0 {
		return s.raw
	}
	if s.copied < len(s.raw) {
		s.out.Write(s.raw[s.copied:])
		s.copied = len(s.raw)
	}
	return s.out.Bytes()
}

// restore puts files where their marks are, and takes the marks out of texts. It says whether anything is missing.
func (s *skeleton) restore(root *enmime.Part) (missing bool) {
	if len(s.pieces) == 0 {
		return false
	}
	root.DepthMatchAll(func(p *enmime.Part) bool {
		if p.FirstChild == nil {
			p.Content = s.restored(p.Content, p.Header.Get("Content-Transfer-Encoding"), isFile(p))
		}
		return false
	})
	for _, piece := range s.pieces {
		missing = missing || !piece.used
	}
	return missing
}

// restored is the content of a part with its pieces. In an attached message, the marks are as encoded as its own parts are.
func (s *skeleton) restored(content []byte, encoding string, file bool) []byte {
	coded := []byte(base64.StdEncoding.EncodeToString([]byte(s.mark))[:markDigits/3*4])
	if !bytes.Contains(content, []byte(s.mark)) && !bytes.Contains(content, coded) {
		return content
	}
	var out []byte
	for len(content) > 0 {
		at, width := bytes.Index(content, []byte(s.mark)), markDigits+pieceDigits
		inner := bytes.Index(content, coded)
		if inner >= 0 && (at < 0 || inner < at) {
			at, width = inner, (markDigits+pieceDigits)/3*4
		}
		if at < 0 || at+width > len(content) {
			break
		}
		out = append(out, content[:at]...)
		if file {
			out = s.append(out, content[at:at+width], encoding)
		}
		content = content[at+width:]
	}
	if len(out) == 0 {
		return content
	}
	return append(out, content...)
}

// append appends the piece that a mark stands for, once.
func (s *skeleton) append(out, mark []byte, encoding string) []byte {
	inner := len(mark) != markDigits+pieceDigits
	if inner {
		mark, _ = base64.StdEncoding.DecodeString(string(mark))
	}
	var n int
	if _, err := fmt.Sscanf(string(mark[min(len(mark), markDigits):]), "%x", &n); err != nil || n < 0 || n >= len(s.pieces) || s.pieces[n].used {
		return out
	}
	s.pieces[n].used = true
	raw := s.raw[s.pieces[n].from:s.pieces[n].to]
	if len(out) > 0 {
		out = slices.Grow(out, len(raw)+markDigits) // at once: a file is large
	}
	if inner {
		return append(out, raw...)
	}
	return appendDecoded(out, raw, encoding)
}

// lost gives what no mark stood for in the end, decoded: the rest of texts that are too long.
func (s *skeleton) lost() [][]byte {
	var all [][]byte
	for _, p := range s.pieces {
		if !p.used {
			all = append(all, appendDecoded(nil, s.raw[p.from:p.to], p.encoding))
		}
	}
	return all
}

// appendDecoded undoes a Content-Transfer-Encoding (RFC 2045 section 6).
func appendDecoded(out, raw []byte, encoding string) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return appendBase64(out, raw)
	case "quoted-printable":
		decoded, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(raw))) // what can be decoded
		return append(out, decoded...)
	}
	if len(out) == 0 {
		return raw[:len(raw):len(raw)] // whoever appends to it must not write into the message
	}
	return append(out, raw...)
}

// appendBase64 decodes tolerantly (RFC 2045 section 6.8: other characters are passed over), without what stands below.
func appendBase64(out, raw []byte) []byte {
	decoded := make([]byte, base64.RawStdEncoding.DecodedLen(len(raw))) // enough with padding and without
	n, err := base64.StdEncoding.Decode(decoded, raw)
	if err != nil {
		raw, _ = cutBase64(raw)
		clean := make([]byte, 0, len(raw))
		for _, b := range raw {
			if b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '+' || b == '/' {
				clean = append(clean, b)
			}
		}
		n, _ = base64.RawStdEncoding.Decode(decoded, clean)
	}
	if len(out) == 0 {
		return decoded[:n]
	}
	return append(out, decoded[:n]...)
}
