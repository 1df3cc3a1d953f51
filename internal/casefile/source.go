package casefile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"unicode/utf8"

	"github.com/onrecord/onrecord/claim"
)

// ReadFile parses the case file at path. It reads at most one byte more than
// [MaxFile]. Codes: not_found, forbidden, too_large, invalid.
func ReadFile(path string) (*File, error) {
	data, err := load(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, data)
}

// Read parses a case file from r. name stands in messages. It reads at most one
// byte more than [MaxFile]. Codes: too_large, invalid.
func Read(name string, r io.Reader) (*File, error) {
	data, err := slurp(name, r)
	if err != nil {
		return nil, err
	}
	return Parse(name, data)
}

func load(path string) ([]byte, error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, claim.Errorf(claim.CodeNotFound, "there is no file %s", path).WithHint("check the path")
	case errors.Is(err, fs.ErrPermission):
		return nil, claim.Errorf(claim.CodeForbidden, "%s may not be read by this user", path).WithHint("change its permissions")
	case err != nil:
		return nil, unreadable(path, err)
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, claim.Errorf(claim.CodeInvalid, "%s is a directory", path).WithHint("name a file in it, such as case.yaml")
	}
	return slurp(path, f)
}

func slurp(name string, r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, unreadable(name, err)
	}
	return data, checkSize(name, data)
}

func unreadable(name string, err error) error {
	return claim.Errorf(claim.CodeUnavailable, "%s could not be read: %v", name, err)
}

func checkSize(name string, data []byte) error {
	if len(data) <= MaxFile {
		return nil
	}
	return claim.Errorf(claim.CodeTooLarge, "%s is larger than %d MiB", name, MaxFile>>20).
		WithHint("split it into several cases")
}

var foreignMarks = []struct{ encoding, mark string }{
	{"UTF-32", "\xff\xfe\x00\x00"}, {"UTF-32", "\x00\x00\xfe\xff"},
	{"UTF-16", "\xff\xfe"}, {"UTF-16", "\xfe\xff"},
}

// checkEncoding takes a byte order mark off and refuses what is not UTF-8.
func (ps *problems) checkEncoding(data []byte) []byte {
	const save = "save the file as UTF-8"
	for _, m := range foreignMarks {
		if bytes.HasPrefix(data, []byte(m.mark)) {
			ps.add(0, 0, "", "the file is in %s: %s", m.encoding, save)
			return nil
		}
	}
	if head := data[:min(len(data), 64)]; len(head) > 3 && bytes.Count(head, []byte{0})*3 >= len(head) {
		ps.add(0, 0, "", "the file looks like UTF-16 without a byte order mark: %s", save)
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		ps.notUTF8(data, save)
		return nil
	}
	return data
}

func (ps *problems) notUTF8(data []byte, save string) {
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	line, column := place(data, at)
	ps.add(line, column, "", "the byte 0x%02X is not UTF-8; the file may be in Latin-1 or Windows-1252: %s", data[at], save)
}

// place turns an offset into a line and a column.
func place(data []byte, at int) (line, column int) {
	before := data[:at]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}

// checkCharacters refuses control characters that stand in the file as they are.
func (ps *problems) checkCharacters(data []byte) {
	for at, r := range string(data) {
		if !isControl(r) || r == '\n' || r == '\t' || r == '\r' && at+1 < len(data) && data[at+1] == '\n' {
			continue
		}
		if ps.full() {
			ps.more++
			continue
		}
		line, column := place(data, at)
		ps.add(line, column, "", "the control character U+%04X stands here: delete it", r)
	}
}

// checkMarks bounds the memory that the tree of the file can take, before it
// is built: no value begins without one of these in front of it.
func checkMarks(name string, data []byte) error {
	marks := 0
	for _, c := range data {
		switch c {
		case ',', ':', '-', '?', '[', '{', '#':
			marks++
		}
	}
	if marks <= MaxMarks {
		return nil
	}
	return claim.Errorf(claim.CodeTooLarge, "%s has more than %d commas, colons, dashes and brackets", name, MaxMarks).
		WithHint("split it into several cases")
}
