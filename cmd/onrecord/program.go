package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
)

// program is what a command runs in. Data goes to out, talk to err.
type program struct {
	globals
	ctx context.Context
	in  io.Reader
	out io.Writer
	err io.Writer
	now func() time.Time

	model    *kong.Application
	commands map[string]string // that carry operations out, by the name of the operation
}

// data is the data directory.
func (p *program) data() (string, error) {
	if p.Data != "" {
		return p.Data, nil
	}
	return config.DefaultData()
}

// client talks to a desk: the remote one that is named, or the Onrecord that runs
// on a data directory that is named, or the remote one that was logged in to
// last, or the Onrecord that runs on the usual data directory.
func (p *program) client() (*client.Client, error) {
	address, token, err := p.remote()
	if err != nil {
		return nil, err
	}
	if address != "" {
		return p.inZoneOf(client.Remote(address, token, p.As)), nil
	}
	dir, err := p.data()
	if err != nil {
		return nil, err
	}
	desk, err := client.Discover(dir, p.As)
	if err != nil {
		return nil, err
	}
	return p.inZoneOf(desk), nil
}

// inZoneOf has instants shown in the zone of a desk.
func (p *program) inZoneOf(desk *client.Client) *client.Client {
	clock := p.now
	p.now = func() time.Time { return clock().In(desk.Zone()) }
	return desk
}

// say talks to a person; a program, or somebody who wants quiet, hears nothing.
func (p *program) say(format string, args ...any) {
	if !p.Quiet && !p.JSON {
		fmt.Fprintln(p.err, clean(fmt.Sprintf(format, args...)))
	}
}

// show prints data: as JSON, or as human writes it.
func (p *program) show(v any, human func(w io.Writer)) error {
	if p.JSON {
		return p.json(v)
	}
	page := newScreen(p.out)
	human(page)
	return page.showOn(p.out)
}

func (p *program) json(v any) error {
	encoder := json.NewEncoder(p.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("write the output: %w", err)
	}
	return nil
}

// made prints the name of what a command made, and says so.
func (p *program) made(r casework.Receipt, name, format string, args ...any) error {
	p.say(format, args...)
	p.warn(r.Warnings)
	return p.show(r, func(w io.Writer) { fmt.Fprintln(w, name) })
}

// did says what a command did.
func (p *program) did(r casework.Receipt, format string, args ...any) error {
	p.say(format, args...)
	p.warn(r.Warnings)
	return p.show(r, func(io.Writer) {})
}

// warn says what is worth knowing about something that is possible all the same.
func (p *program) warn(warnings []string) {
	for _, warning := range warnings {
		p.say("warning: %s", warning)
	}
}

// text reads a text from the command line: itself, a file (@name) or what is
// piped in (-). A text that begins with @ itself is written with two.
func (p *program) text(flag, value string) (string, error) {
	var data []byte
	var err error
	switch {
	case value == "-":
		data, err = p.typed(func() ([]byte, error) { return io.ReadAll(io.LimitReader(p.in, maxText)) })
	case strings.HasPrefix(value, "@@"):
		return value[1:], nil
	case strings.HasPrefix(value, "@"):
		data, err = os.ReadFile(value[1:])
	default:
		return value, nil
	}
	if err != nil && p.ctx.Err() == nil {
		return "", claim.Errorf(claim.CodeInvalid, "%s cannot be read: %v", flag, err)
	}
	return string(data), err
}

// typed reads what somebody types or pipes in, unless Ctrl-C comes first.
func (p *program) typed(read func() ([]byte, error)) ([]byte, error) {
	type result struct {
		data []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		data, err := read()
		done <- result{data, err}
	}()
	select {
	case r := <-done:
		return r.data, r.err
	case <-p.ctx.Done():
		return nil, p.ctx.Err()
	}
}

// maxText is more than the desk takes as one text.
const maxText = 1<<20 + 1

// onTerminal reports whether a person sees what is written to w.
func onTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// clean takes out what a terminal would obey: text from outside must not move
// the cursor, or hide what it says.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return '\ufffd'
		}
		return r
	}, text)
}
