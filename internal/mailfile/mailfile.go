// Package mailfile finds the messages in files: one message as mail programs save it (RFC 5322), many in an mbox
// (RFC 4155), or a folder of them (Maildir, or files with .eml and .mbox at the end).
//
// It is the first to touch a file of unknown origin, so it parses nothing: it looks at lines, and every length is
// bounded before anything else is asked of it. [Unfit] says in a sentence what is no message.
//
// A message in a file of its own is kept byte for byte. In an mbox it stands with the line ends of the machine that wrote
// it, and a line that begins with "From " is quoted there (the mboxrd form): both are undone, so that signatures hold and
// the same message from elsewhere is the same bytes.
package mailfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Bounds of what is taken for a message. They are those of the SMTP receiver, so that nothing gets in here that would be
// refused there.
const (
	MaxMessage = 32 << 20  // bytes of a message
	maxLine    = 1 << 20   // bytes of a line
	maxHeader  = 256 << 10 // bytes of the header that are looked at
)

// Message is one message of a file.
type Message struct {
	// Name is that of the file, and of an mbox the number of the message in it as well.
	Name string
	// Raw is the message; nil where it is too large.
	Raw []byte
	// Problem says in a sentence why this cannot be a message; empty if it can.
	Problem string
	// Other is set of a file in a folder that does not look like mail, and was not read.
	Other bool
}

// Read finds the messages of a file and gives them to each, in their order, until it returns an error, which Read
// returns. One message is in memory at a time.
func Read(name string, file io.Reader, each func(Message) error) error {
	r := bufio.NewReaderSize(file, 64<<10)
	if start, _ := r.Peek(len(separator)); string(start) == separator { // what cannot be read shows below
		return readMbox(name, r, each)
	}
	raw, err := io.ReadAll(io.LimitReader(r, MaxMessage+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return each(message(name, raw))
}

func message(name string, raw []byte) Message {
	m := Message{Name: name, Raw: raw, Problem: Unfit(raw)}
	if len(raw) > MaxMessage {
		m.Raw = nil
	}
	return m
}

// separator begins each message of an mbox. RFC 4155 has more to say about that line; programs write what they like
// after these five characters.
const separator = "From "

func readMbox(name string, r *bufio.Reader, each func(Message) error) error {
	var raw bytes.Buffer
	n, after := 0, true // after an empty line, where alone a message may begin
	flush := func() error {
		if n == 0 {
			return nil
		}
		// The empty line before the next separator belongs to the mbox.
		return each(message(fmt.Sprintf("%s, message %d", name, n), bytes.TrimSuffix(bytes.Clone(raw.Bytes()), []byte("\r\n"))))
	}
	for begun := true; ; {
		part, err := r.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if begun && after && bytes.HasPrefix(part, []byte(separator)) {
			if err := flush(); err != nil {
				return err
			}
			n++
			raw.Reset()
		} else if raw.Len() <= MaxMessage { // more only makes it larger
			addLine(&raw, part, begun)
		}
		after = begun && len(bytes.TrimRight(part, "\r\n")) == 0
		begun = err == nil
		if errors.Is(err, io.EOF) {
			return flush()
		}
	}
}

// addLine adds a line, or a part of a long one, to a message as it was on the wire.
func addLine(raw *bytes.Buffer, part []byte, begun bool) {
	if quoted := bytes.TrimLeft(part, ">"); begun && len(quoted) < len(part) && bytes.HasPrefix(quoted, []byte(separator)) {
		part = part[1:]
	}
	line, ended := bytes.CutSuffix(part, []byte("\n"))
	raw.Write(bytes.TrimSuffix(line, []byte("\r")))
	if ended {
		raw.WriteString("\r\n")
	} else if len(line) > 0 && line[len(line)-1] == '\r' {
		raw.WriteByte('\r')
	}
}

// Unfit says in a sentence why bytes cannot be a message, or nothing. It reads lines, and no structure.
func Unfit(raw []byte) string {
	switch {
	case len(raw) == 0:
		return "it is empty"
	case len(raw) > MaxMessage:
		return fmt.Sprintf("it is larger than %d MB", MaxMessage>>20)
	}
	for line := range bytes.Lines(raw) {
		if len(line) > maxLine {
			return "it has a line of more than 1 MB"
		}
	}
	return unfitHeader(raw)
}

// ofMail are fields of which a message has at least one.
var ofMail = []string{"from", "received", "return-path", "message-id", "date", "sender", "delivered-to"}

// unfitHeader looks for a header at the beginning: lines with a name and a colon (RFC 5322 section 2.2).
func unfitHeader(raw []byte) string {
	const no = "it is not a message: it does not begin with fields such as From and Date"
	fields, mail := 0, false
	for line := range bytes.Lines(raw[:min(len(raw), maxHeader)]) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if bytes.IndexByte(line, 0) >= 0 {
			return no
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || !isName(name) {
			if fields == 0 {
				return no
			}
			continue // one odd line does not make it anything else
		}
		fields++
		mail = mail || isOfMail(name)
	}
	if !mail {
		return no
	}
	return ""
}

func isOfMail(name []byte) bool {
	for _, known := range ofMail {
		if bytes.EqualFold(bytes.TrimRight(name, " \t"), []byte(known)) {
			return true
		}
	}
	return false
}

// isName reports whether a field may be called so. Blanks before the colon are old, and still about (section 4.5).
func isName(name []byte) bool {
	name = bytes.TrimRight(name, " \t")
	for _, c := range name {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return len(name) > 0 && len(name) <= 100
}
