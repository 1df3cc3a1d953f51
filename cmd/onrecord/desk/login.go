package desk

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Login is the command onrecord login.
type Login struct {
	URL       string `arg:"" help:"Address of the desk, such as https://desk.example.org."`
	TokenFile string `placeholder:"FILE" help:"File with the token. Default: it is asked for, or read from the input."`
}

// Help implements kong.HelpProvider.
func (Login) Help() string {
	return `
It takes an API token, which you make on your account page of that desk. The token
is kept in your configuration directory, for you alone. Commands use the desk from
then on, unless --data or --desk names another.

Example:

    onrecord login https://desk.example.org
    onrecord login https://desk.example.org --token-file token.txt`
}

// Run checks the token and keeps it.
func (c *Login) Run(p *terminal.Program) error {
	address, err := client.DeskAddress(c.URL)
	if err != nil {
		return err
	}
	token, err := c.token(p, address)
	if err != nil {
		return err
	}
	me, err := client.Call(p.Ctx, client.Remote(address, token, ""), operation.MeShow, operation.None{})
	if err != nil {
		return err
	}
	dir, err := client.DesksDir()
	if err != nil {
		return err
	}
	desks, err := client.ReadDesks(dir)
	if err != nil {
		return err
	}
	desks.Tokens[address], desks.Default = token, address
	if err := desks.Write(dir); err != nil {
		return err
	}
	p.Say("you are %s on %s; the token may be used to %s", me.Handle, address, me.Scope)
	return p.Show(me, func(io.Writer) {})
}

// token reads the token from a file, from whoever types it unseen, or from the input.
func (c *Login) token(p *terminal.Program, address string) (string, error) {
	read := func() ([]byte, error) { return bufio.NewReader(io.LimitReader(p.In, maxToken)).ReadBytes('\n') }
	if c.TokenFile != "" {
		read = func() ([]byte, error) { return os.ReadFile(c.TokenFile) }
	} else if f, ok := p.In.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprintf(p.Err, "API token for %s: ", address)
		read = func() ([]byte, error) { return term.ReadPassword(int(f.Fd())) }
		defer fmt.Fprintln(p.Err)
	}
	data, err := p.Typed(read)
	token := strings.TrimSpace(string(data))
	if p.Ctx.Err() != nil {
		return "", p.Ctx.Err()
	}
	if err != nil && token == "" && !errors.Is(err, io.EOF) {
		return "", claim.Errorf(claim.CodeInvalid, "the token cannot be read: %v", err)
	}
	if token == "" {
		return "", claim.Errorf(claim.CodeInvalid, "there is no token").WithHint("make one on your account page: %s/account", address)
	}
	return token, nil
}

// maxToken is more than a token has.
const maxToken = 1 << 10
