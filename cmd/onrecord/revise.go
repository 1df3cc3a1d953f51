package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// side is one of two versions that stand against each other.
type side struct {
	version int64
	value   any         // as it is printed for programs
	fields  [][2]string // name and value, for people; the same names on both sides
}

// conflict prints both versions if a revision was refused because somebody else
// has changed the same thing meanwhile. now reads what stands there.
func (p *program) conflict(failed error, yours side, now func() (side, error)) error {
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
	}{yours.value, there.value, there.version}
	if err := p.show(both, func(w io.Writer) { showBoth(w, yours.fields, there.fields, "yours") }); err != nil {
		return err
	}
	return e.WithHint("to have yours nevertheless, give the command again with --seen %d", there.version)
}

// showBoth prints the fields in which two versions differ: another one, called
// by its name, and the one that is there now.
func showBoth(w io.Writer, other, now [][2]string, name string) {
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

// replace puts a value that was given in place of another.
func replace[T any](into *T, given *T) {
	if given != nil {
		*into = *given
	}
}

// replaceText does so with a text, a file (@name) or what is piped in (-).
func (p *program) replaceText(flag string, into *string, given *string) error {
	if given == nil {
		return nil
	}
	text, err := p.text(flag, *given)
	*into = text
	return err
}

// replaceTime does so with an instant; an empty one takes it away.
func (p *program) replaceTime(flag string, into **time.Time, given *string) error {
	if given == nil {
		return nil
	}
	at, err := optionalInstant(flag, *given, p.now(), false)
	*into = at
	return err
}

// replaceList does so with a list; one empty value alone takes all away.
func replaceList(into *[]string, given []string) {
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

// momentSet is empty for no instant.
func momentSet(t *time.Time, zone *time.Location) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return moment(*t, zone)
}
