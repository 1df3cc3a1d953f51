// Package terminal is what every command stands on: the desk that it talks to, what it reads from
// the command line (texts, instants, short names, what is done to many things at once), and how it
// says what it did, in lines for people and in JSON for programs. It knows no command.
package terminal

import (
	"context"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"time"
	"unicode"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
)

// Program is what a command runs in. Data goes to Out, talk to Err.
type Program struct {
	Flags
	Ctx context.Context
	In  io.Reader
	Out io.Writer
	Err io.Writer
	Now func() time.Time

	Model    *kong.Application
	Commands map[string]string // that carry operations out, by the name of the operation
}

// DataDir is the data directory.
func (p *Program) DataDir() (string, error) {
	if p.Data != "" {
		return p.Data, nil
	}
	return config.DefaultData()
}

// Client talks to a desk: the remote one that is named, or the Onrecord that runs
// on a data directory that is named, or the remote one that was logged in to
// last, or the Onrecord that runs on the usual data directory.
func (p *Program) Client() (*client.Client, error) {
	address, token, err := p.Remote()
	if err != nil {
		return nil, err
	}
	if address != "" {
		return p.inZoneOf(client.Remote(address, token, p.As)), nil
	}
	dir, err := p.DataDir()
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
func (p *Program) inZoneOf(desk *client.Client) *client.Client {
	clock := p.Now
	p.Now = func() time.Time { return clock().In(desk.Zone()) }
	return desk
}

// Text reads a text from the command line: itself, a file (@name) or what is
// piped in (-). A text that begins with @ itself is written with two.
func (p *Program) Text(flag, value string) (string, error) {
	var data []byte
	var err error
	switch {
	case value == "-":
		data, err = p.Typed(func() ([]byte, error) { return io.ReadAll(io.LimitReader(p.In, maxText)) })
	case strings.HasPrefix(value, "@@"):
		return value[1:], nil
	case strings.HasPrefix(value, "@"):
		data, err = os.ReadFile(value[1:])
	default:
		return value, nil
	}
	if err != nil && p.Ctx.Err() == nil {
		return "", claim.Errorf(claim.CodeInvalid, "%s cannot be read: %v", flag, err)
	}
	return string(data), err
}

// Typed reads what somebody types or pipes in, unless Ctrl-C comes first.
func (p *Program) Typed(read func() ([]byte, error)) ([]byte, error) {
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
	case <-p.Ctx.Done():
		return nil, p.Ctx.Err()
	}
}

// maxText is more than the desk takes as one text.
const maxText = 1<<20 + 1

// OnTerminal reports whether a person sees what is written to w.
func OnTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// Clean takes out what a terminal would obey: text from outside must not move
// the cursor, or hide what it says.
func Clean(text string) string {
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

// Remote is the desk elsewhere that commands use, and the token for it; no
// address if they use one on this machine.
func (p *Program) Remote() (address, token string, err error) {
	if p.Desk == "" && p.Data != "" {
		return "", "", nil
	}
	dir, err := client.DesksDir()
	if err != nil && p.Desk == "" {
		return "", "", nil // without a home there is nothing to be logged in with
	}
	if err != nil {
		return "", "", err
	}
	desks, err := client.ReadDesks(dir)
	if err != nil {
		return "", "", err
	}
	address = desks.Default
	if p.Desk != "" {
		if address, err = client.DeskAddress(p.Desk); err != nil {
			return "", "", err
		}
	}
	token = desks.Tokens[address]
	if address != "" && token == "" {
		return "", "", claim.Errorf(claim.CodeUnauthenticated, "you are not logged in to %s", address).WithHint("onrecord login %s", address)
	}
	return address, token, nil
}

// Version is what the Go tool knows of the build: a release, or a commit.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "unknown"
	}
	return info.Main.Version
}

// Flags are the flags that every command takes.
type Flags struct {
	Data  string `placeholder:"DIR" env:"ONRECORD_DATA" help:"Data directory. Default: onrecord in the user's state directory."`
	Desk  string `placeholder:"URL" env:"ONRECORD_DESK" help:"A desk elsewhere, see onrecord login."`
	As    string `placeholder:"HANDLE" env:"ONRECORD_AS" help:"The person who acts. Default: whoever runs onrecord serve."`
	JSON  bool   `name:"json" help:"Print data and errors as JSON."`
	Quiet bool   `short:"q" help:"Print data and errors only."`
	Yes   bool   `short:"y" help:"Do not ask before something that cannot be undone."`

	PrintVersion kong.VersionFlag `name:"version" help:"Print the version."`
}
