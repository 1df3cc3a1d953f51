package casefile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// Problem is one thing that is wrong with a file, and what to do about it.
type Problem struct {
	File    string
	Line    int // from 1; 0 if the whole file is meant
	Column  int // from 1, in characters; 0 if the whole line is meant
	Path    string
	Message string
}

// String is the problem as compilers write it: "case.yaml:12:5: claims[3].tier: …".
func (p Problem) String() string {
	place := p.File
	for _, n := range []int{p.Line, p.Column} {
		if n > 0 {
			place += fmt.Sprintf(":%d", n)
		}
	}
	if p.Path == "" {
		return place + ": " + p.Message
	}
	return place + ": " + p.Path + ": " + p.Message
}

// Error is everything that is wrong with a file. It unwraps to a [claim.Error]
// with its code.
type Error struct {
	Problems []Problem // in the order of the file; at most MaxProblems
	More     int       // problems beyond those
	// Code and Hint are those of the [claim.Error]; invalid, and to correct the file, if left out.
	Code claim.Code
	Hint string
}

// Error lists the problems, one a line.
func (e *Error) Error() string {
	lines := []string{e.headline()}
	for _, p := range e.Problems {
		lines = append(lines, p.String())
	}
	if e.More > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", e.More))
	}
	return strings.Join(lines, "\n")
}

func (e *Error) headline() string {
	n, file := len(e.Problems)+e.More, ""
	if len(e.Problems) > 0 {
		file = e.Problems[0].File
	}
	if n == 1 {
		return file + " has a problem"
	}
	return fmt.Sprintf("%s has %d problems", file, n)
}

// Unwrap returns the error for people, with a field for each path.
func (e *Error) Unwrap() error {
	fields := map[string]string{}
	for _, p := range e.Problems {
		path, message := p.Path, p.Message
		if path == "" {
			path = "file"
		}
		if p.Line > 0 {
			message = fmt.Sprintf("line %d: %s", p.Line, message)
		}
		if before, taken := fields[path]; taken {
			message = before + "; " + message
		}
		fields[path] = message
	}
	return &claim.Error{
		Code: cmp.Or(e.Code, claim.CodeInvalid), Message: e.headline(), Fields: fields,
		Hint: cmp.Or(e.Hint, "correct the file and try again"),
	}
}

// problems collects what is wrong with one file.
type problems struct {
	file   string
	found  []Problem
	more   int
	places map[string]position // by path
}

// position is where something stands in a file.
type position struct{ line, column int }

// Problem is something that is wrong at a path of the file, found by somebody else.
// It is placed at the innermost part of the path that stands in the file.
func (f *File) Problem(path, message string) Problem {
	p := Problem{File: f.name, Path: path, Message: message}
	for at := path; at != ""; {
		if there, ok := f.places[at]; ok {
			p.Line, p.Column = there.line, there.column
			break
		}
		at = at[:max(0, strings.LastIndexAny(at, ".["))]
	}
	return p
}

// full reports whether further problems are only counted.
func (ps *problems) full() bool { return len(ps.found) >= MaxProblems }

func (ps *problems) add(line, column int, path, format string, args ...any) {
	if ps.full() {
		ps.more++
		return
	}
	ps.found = append(ps.found, Problem{ps.file, line, column, path, fmt.Sprintf(format, args...)})
}

// err returns nil if nothing is wrong.
func (ps *problems) err() error {
	if len(ps.found) == 0 {
		return nil
	}
	slices.SortStableFunc(ps.found, func(a, b Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return &Error{Problems: ps.found, More: ps.more}
}

// clip quotes a few words of the file, so that they can stand in a message.
func clip(s string) string {
	const longest = 40
	if runes := []rune(s[:min(len(s), 4*longest+4)]); len(runes) > longest {
		s = string(runes[:longest]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
