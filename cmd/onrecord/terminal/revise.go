package terminal

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Side is one of two versions that stand against each other.
type Side struct {
	Version int64
	Value   any         // as it is printed for programs
	Fields  [][2]string // name and value, for people; the same names on both sides
}

// Conflict prints both versions if a revision was refused because somebody else
// has changed the same thing meanwhile. now reads what stands there.
func (p *Program) Conflict(failed error, yours Side, now func() (Side, error)) error {
	var e *claim.Error
	if !errors.As(failed, &e) || e.Code != claim.CodeConflict {
		return failed
	}
	there, err := now()
	if err != nil {
		return failed
	}
	both := struct {
		Yours   any   `json:"yours"`
		Now     any   `json:"now"`
		Version int64 `json:"version"`
	}{yours.Value, there.Value, there.Version}
	if err := p.Show(both, func(w io.Writer) { ShowBoth(w, yours.Fields, there.Fields, "yours") }); err != nil {
		return err
	}
	return e.WithHint("to have yours nevertheless, give the command again with --seen %d", there.Version)
}

// ShowBoth prints the fields in which two versions differ: another one, called
// by its name, and the one that is there now.
func ShowBoth(w io.Writer, other, now [][2]string, name string) {
	for i, field := range other {
		if i >= len(now) || field[1] == now[i][1] {
			continue
		}
		fmt.Fprintf(w, "%s\n", field[0])
		for _, s := range [][2]string{{name, field[1]}, {"now", now[i][1]}} {
			for line := range strings.SplitSeq(s[1], "\n") {
				fmt.Fprintf(w, "  %-5s | %s\n", s[0], line)
			}
		}
	}
}

// Replace puts a value that was given in place of another.
func Replace[T any](into *T, given *T) {
	if given != nil {
		*into = *given
	}
}

// ReplaceText does so with a text, a file (@name) or what is piped in (-).
func (p *Program) ReplaceText(flag string, into *string, given *string) error {
	if given == nil {
		return nil
	}
	text, err := p.Text(flag, *given)
	*into = text
	return err
}

// ReplaceTime does so with an instant; an empty one takes it away.
func (p *Program) ReplaceTime(flag string, into **time.Time, given *string) error {
	if given == nil {
		return nil
	}
	at, err := OptionalInstant(flag, *given, p.Now(), false)
	*into = at
	return err
}

// ReplaceList does so with a list; one empty value alone takes all away.
func ReplaceList(into *[]string, given []string) {
	if given == nil {
		return
	}
	*into = nil
	for _, value := range given {
		if strings.TrimSpace(value) != "" {
			*into = append(*into, value)
		}
	}
}
